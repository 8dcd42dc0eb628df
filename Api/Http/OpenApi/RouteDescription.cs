using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Commerce.Api.Http.Overload;
using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.Api.Http;

/// <summary>Describes one route out of its metadata: parameters, body, answers, errors, who may call it.</summary>
internal static class RouteDescription
{
    private const string Json = "application/json";
    private const string ExampleRequestId = "5b0f6c1e9d3a4b7c8e2f1a0d";

    public static async Task Describe(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = new EndpointMetadataCollection(context.Description.ActionDescriptor.EndpointMetadata);
        var access = metadata.GetMetadata<Access>() ?? Access.Open;
        var takes = metadata.GetMetadata<TakesBody>();
        operation.Parameters ??= [];
        foreach (var parameter in metadata.GetOrderedMetadata<QueryParameter>())
            operation.Parameters.Add(Of(parameter));
        if (context.Description.HttpMethod == "POST") operation.Parameters.Add(IdempotencyKey());
        if (metadata.GetMetadata<NeedsIfMatch>() is not null) operation.Parameters.Add(IfMatch());
        if (takes is not null) operation.RequestBody = await BodyOf(takes, context, stop);
        if (metadata.GetMetadata<StreamsBody>() is { } streams) operation.RequestBody = FileOf(streams);
        operation.Responses = [];
        foreach (var answer in metadata.GetOrderedMetadata<GivesAnswer>())
            operation.Responses[Text(answer.Status)] = await Of(answer, context, stop);
        var problems = Problems(metadata, access, takes);
        if (Roads.Of(context.Description.RelativePath, context.Description.HttpMethod!) is not null)
            problems = problems.Append(KnownProblems.Overloaded);
        var byStatus = problems.GroupBy(problem => problem.Status);
        foreach (var group in byStatus.OrderBy(group => group.Key))
            operation.Responses[Text(group.Key)] = Of([.. group]);
        operation.Description = WhoMayCall(access);
        if (!access.Anyone) operation.Security = [Description.SecurityOf(access, context.Document)];
    }

    /// <summary>Everything that may go wrong on a route: what it says itself, and what may happen on every
    /// one.</summary>
    private static IEnumerable<Problem> Problems(EndpointMetadataCollection metadata, Access access, TakesBody? takes)
    {
        var own = metadata.GetOrderedMetadata<GivesRefusal>().Select(
            refusal => Problem.Of(RefusalExamples.Of(refusal.Type)));
        foreach (var problem in own) yield return problem;
        yield return Problem.Invalid("parameter_unknown", "filter", "There is no such query parameter here.");
        if (!access.Anyone)
        {
            yield return KnownProblems.KeyMissing;
            if (access.SignedIn) yield return KnownProblems.SignInNeeded;
            yield return KnownProblems.Forbidden;
        }

        yield return Problem.Of(new NotFound("order"));
        if (takes is not null)
        {
            yield return Problem.Invalid("field_invalid", "/sku", "The value does not fit this field.");
            yield return KnownProblems.JsonMalformed;
            yield return KnownProblems.BodyTooLarge(BodyLimit.Usual);
            yield return KnownProblems.MediaType;
            yield return Problem.Of(new IdempotencyKeyUsed());
            yield return KnownProblems.InProgress;
        }

        if (metadata.GetMetadata<StreamsBody>() is { MediaType: var wanted })
        {
            yield return KnownProblems.FileUnreadable("The file is empty.");
            yield return KnownProblems.MediaTypeOtherThan(wanted);
        }

        if (metadata.GetMetadata<NeedsIfMatch>() is not null) yield return KnownProblems.IfMatchMissing;
        yield return KnownProblems.Unexpected;
        yield return KnownProblems.StoreUnavailable;
    }

    private static OpenApiRequestBody FileOf(StreamsBody streams) => new()
    {
        Required = true,
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [streams.MediaType] = new()
            {
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                Example = streams.Example,
            },
        },
    };

    private static async Task<OpenApiRequestBody> BodyOf(
        TakesBody takes, OpenApiOperationTransformerContext context, CancellationToken stop) => new()
        {
            Required = takes.Type != typeof(Nothing),
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [Json] = new()
                {
                    Schema = await SchemaOf(takes.Type, context, stop),
                    Example = Node(takes.Example),
                },
            },
        };

    private static async Task<OpenApiResponse> Of(
        GivesAnswer answer, OpenApiOperationTransformerContext context, CancellationToken stop) => new()
        {
            Description = answer.Meaning,
            Content = new Dictionary<string, OpenApiMediaType>
            {
                [answer.Type == typeof(string) ? "text/plain" : Json] = new()
                {
                    Schema = await SchemaOf(answer.Type, context, stop),
                },
            },
        };

    private static async Task<IOpenApiSchema> SchemaOf(
        Type type, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var schema = await context.GetOrCreateSchemaAsync(type, null, stop);
        if (context.Document is not { } document || type == typeof(string)) return schema;
        var name = type.IsGenericType ? "PageOf" + type.GetGenericArguments()[0].Name : type.Name;
        document.AddComponent(name, schema);
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiResponse Of(Problem[] problems) => new()
    {
        Description = string.Join(", ", problems.Select(problem => $"`{problem.Code}`").Distinct()),
        Content = new Dictionary<string, OpenApiMediaType>
        {
            [Problem.MediaType] = new()
            {
                Schema = ProblemSchema(),
                Examples = problems.DistinctBy(problem => problem.Code).ToDictionary(
                    problem => problem.Code,
                    IOpenApiExample (problem) => new OpenApiExample { Value = problem.ToJson(ExampleRequestId) }),
            },
        },
    };

    private static OpenApiSchema ProblemSchema() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "type", "title", "status", "detail", "code", "requestId", "retryable" },
        Properties = new Dictionary<string, IOpenApiSchema>
        {
            ["type"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["title"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["status"] = new OpenApiSchema { Type = JsonSchemaType.Integer },
            ["detail"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["code"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["param"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["requestId"] = new OpenApiSchema { Type = JsonSchemaType.String },
            ["retryable"] = new OpenApiSchema { Type = JsonSchemaType.Boolean },
        },
    };

    private static OpenApiParameter Of(QueryParameter parameter) => new()
    {
        Name = parameter.Name,
        In = ParameterLocation.Query,
        Description = parameter.Meaning,
        Schema = new OpenApiSchema
        {
            Type = parameter.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String,
            Format = parameter.Format,
            Enum = parameter.Values.Count == 0 ? null : [.. parameter.Values.Select(value => JsonValue.Create(value))],
        },
    };

    private static OpenApiParameter IdempotencyKey() => new()
    {
        Name = CallKeys.Header,
        In = ParameterLocation.Header,
        Description = "1 to 255 visible characters; the same key with the same body has one effect and one answer.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static OpenApiParameter IfMatch() => new()
    {
        Name = "If-Match",
        In = ParameterLocation.Header,
        Required = true,
        Description = "The ETag of what you read; another version is refused.",
        Schema = new OpenApiSchema { Type = JsonSchemaType.String },
    };

    private static string WhoMayCall(Access access)
    {
        if (access.Anyone) return "Who may call: anyone.";
        List<string> callers = [];
        if (access.SignedIn) callers.Add("a customer's token");
        else if (access.Shoppers)
            callers.Add(access.Secret == Secret.None
                ? "a storefront key"
                : "a storefront key with the Cart-Token, or the token of the customer whose it is");
        if (access.Staff != AccessRoles.None)
            callers.Add($"an admin key ({access.Staff.ToString().ToLowerInvariant()})");
        return $"Who may call: {string.Join(", or ", callers)}.";
    }

    private static JsonNode? Node(object value) =>
        JsonSerializer.SerializeToNode(value, value.GetType(), ApiJson.Output);

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
