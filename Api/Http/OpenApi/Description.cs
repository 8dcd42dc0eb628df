using System.Text.Json.Nodes;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Commerce.Api.Http;

/// <summary>Describes the API as OpenAPI 3.1, out of what the routes say of themselves (H-06).</summary>
internal static class Description
{
    private const string KeyScheme = "key";
    private const string TokenScheme = "cartToken";

    public static void AddDescription(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiJson.Set(json.SerializerOptions));
        services.AddOpenApi(options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = endpoint =>
                endpoint.RelativePath?.StartsWith("openapi", StringComparison.Ordinal) != true;
            options.AddDocumentTransformer(Describe);
            options.AddOperationTransformer(RouteDescription.Describe);
            options.AddSchemaTransformer(Describe);
        });
    }

    public static OpenApiSecurityRequirement SecurityOf(Access access, OpenApiDocument? document)
    {
        var requirement = new OpenApiSecurityRequirement { [new(KeyScheme, document)] = [] };
        if (access.Secret != Secret.None) requirement[new(TokenScheme, document)] = [];
        return requirement;
    }

    private static Task Describe(
        OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new()
        {
            Title = "Commerce",
            Version = "1",
            Description = "Money is { amount, currency } in minor units; times are RFC 3339 UTC; ids are texts. "
                + "Every error is a problem (RFC 9457) with a stable code; what is not HTTP at all gets a bare 400. "
                + "Send an Idempotency-Key with every POST and repeat it as often as you like.",
        };
        document.Servers = [new() { Url = "/" }];
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [KeyScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A storefront key (pk_…), an admin key (sk_…) or a customer's token (ct_…).",
            },
            [TokenScheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.ApiKey,
                In = ParameterLocation.Header,
                Name = "Cart-Token",
                Description = "The token that came with the cart.",
            },
        };
        return Task.CompletedTask;
    }

    // Types that are written by converters have no shape of their own.
    private static Task Describe(OpenApiSchema schema, OpenApiSchemaTransformerContext context, CancellationToken stop)
    {
        var type = Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type;
        if (type == typeof(DateTimeOffset)) Become(schema, "date-time", "2026-01-31T09:30:00Z");
        else if (type == typeof(Backorder)) DescribeBackorder(schema);
        else if (IsIdentifier(type))
            Become(schema, null, type == typeof(Sku) ? "MUG-BLUE" : "order-01k0g7w5v3m8x2y9q4r6t1z0ab");
        return Task.CompletedTask;
    }

    private static bool IsIdentifier(Type type) => type.GetInterfaces()
        .Any(face => face.IsGenericType && face.GetGenericTypeDefinition() == typeof(IIdentifier<>));

    private static void Become(OpenApiSchema schema, string? format, string example)
    {
        schema.Type = JsonSchemaType.String;
        schema.Format = format;
        schema.Examples = [JsonValue.Create(example)];
    }

    private static void DescribeBackorder(OpenApiSchema schema)
    {
        schema.OneOf =
        [
            new OpenApiSchema { Type = JsonSchemaType.String, Enum = ["none", "unlimited"] },
            new OpenApiSchema { Type = JsonSchemaType.Integer, Minimum = "0" },
        ];
        schema.Examples = ["none"];
    }
}
