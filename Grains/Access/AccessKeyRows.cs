using Commerce.Grains.Kernel;

namespace Commerce.Grains.Access;

/// <summary>A key in the read table <c>access_keys</c>; the hash is never copied there.</summary>
internal sealed record AccessKeyRow(
    string KeyId, string Kind, string Roles, string Label, long CreatedAt, long? RevokedAt)
{
    public static RowSet Of(string key, AccessKeyState state) => AccessKeyViews.Of(key, state) is { } view
        ? RowSet.None.With("access_keys", [new AccessKeyRow(
            view.Id.Value,
            view.Kind.ToString().ToLowerInvariant(),
            view.Roles.ToString().ToLowerInvariant(),
            view.Label,
            view.CreatedAt.ToUnixTimeMilliseconds(),
            view.RevokedAt?.ToUnixTimeMilliseconds())])
        : RowSet.None;
}

/// <summary>What may be seen of a key.</summary>
internal static class AccessKeyViews
{
    public static AccessKeyView? Of(string key, AccessKeyState state) => state switch
    {
        AccessKeyState.Valid valid =>
            new(AccessKeyId.OfKey(key), valid.Kind, valid.Roles, valid.Label, valid.CreatedAt, null),
        AccessKeyState.Ended ended =>
            new(AccessKeyId.OfKey(key), ended.Kind, ended.Roles, ended.Label, ended.CreatedAt, ended.RevokedAt),
        _ => null,
    };
}
