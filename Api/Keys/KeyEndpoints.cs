using System.ComponentModel.DataAnnotations;
using Commerce.Api.Http;
using Commerce.Grains.Access;
using Commerce.Grains.Kernel;

namespace Commerce.Api.Keys;

/// <summary>Keys as the owner hands them out.</summary>
internal static class KeyEndpoints
{
    public static void MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/v1/admin/keys").WithTags("Keys");

        keys.MapGet("", List).Says(Access.Owners, "Lists all keys, revoked ones too")
            .Filters(QueryParameter.Sort("-created", "created"), QueryParameter.Limit, QueryParameter.Cursor)
            .Answers<PageBody<KeyBody>>(200, "One page; secrets are never shown again.")
            .Refuses(typeof(CursorInvalid), typeof(SortUnknown));

        keys.MapPost("", Create).Says(Access.Owners, "Makes a key and shows it, once")
            .Takes(new NewKeyBody("admin", "Ada in the warehouse", ["fulfilment"]))
            .Answers<KeyBody>(201, "The key; a replay shows it without its secret.")
            .Refuses(typeof(InvalidValue), typeof(NotAllowed));

        keys.MapPost("/{id}/revoke", Revoke).Says(Access.Owners, "Ends a key for good")
            .Takes(new Nothing())
            .Answers<KeyBody>(200, "The key, revoked; it opens nothing from a second later on.");
    }

    private static Task<IResult> List(ApiRequest request, IClusterClient grains) => request.Read(
        () =>
            grains.GetGrain<IAccessKeyListGrain>("access-keys").List(request.Query.Page()), page =>
                Pages.Show(page, KeyBody.Of));

    private static Task<IResult> Create(
        Body<NewKeyBody> body, ApiRequest request, IClusterClient grains, ServerSecrets secrets)
    {
        var key = NewKey.Of(body.Value, AccessKeyId.Of(secrets.Derive(request.Key, AccessKeyId.Length)));
        return request.Do(
            call => grains.GetGrain<IAccessKeyGrain>(key.Id.Key).Make(key.Command, call),
            made => Shown.Made(KeyBody.Of(made) with { Key = key.Text }, $"/v1/admin/keys/{made.Id}"),
            revive: kept =>
            {
                // The secret was random and is not stored: whoever lost the answer makes another key.
                key = key with { Text = null };
                return Task.FromResult(RefusalJson.Read<AccessKeyView>(kept));
            });
    }

    private static Task<IResult> Revoke(string id, Body<Nothing> body, ApiRequest request, IClusterClient grains) =>
        request.Do(
        call => AccessKeyId.IsOne(id)
            ? grains.GetGrain<IAccessKeyGrain>(AccessKeyId.Of(id).Key).Revoke(call)
            : Task.FromResult<Outcome<AccessKeyView>>(new NotFound("key")),
        key => Shown.Ok(KeyBody.Of(key)));
}

/// <summary>A key; its secret only in the answer that made it.</summary>
internal sealed record KeyBody(
    string Id, string Kind, IReadOnlyList<string> Roles, string Label, DateTimeOffset CreatedAt,
    DateTimeOffset? RevokedAt)
{
    /// <summary>The whole key.</summary>
    public string? Key { get; init; }

    public static KeyBody Of(AccessKeyView key) => new(
        key.Id.Value, RoleNames.NameOf(key.Kind), RoleNames.NamesOf(
            key.Roles), key.Label, key.CreatedAt, key.RevokedAt);

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"KeyBody {{ {Id} }}";
}

/// <summary>Makes a key.</summary>
internal sealed record NewKeyBody(
    [property: AllowedValues("admin", "storefront")] string Kind,
    [property: StringLength(100, MinimumLength = 1)] string Label,
    [property: MaxLength(6)] IReadOnlyList<string>? Roles = null);
