using Commerce.Api.Http;
using Commerce.Grains.Access;
using Commerce.Silo.Keys;

namespace Commerce.Api.Keys;

/// <summary>A key about to be made: the command says only the hash of it.</summary>
/// <param name="Id">By which it is looked up.</param>
/// <param name="Text">The whole key, while it may still be shown.</param>
/// <param name="Command">What its grain is told.</param>
internal sealed record NewKey(AccessKeyId Id, string? Text, AccessKeyCommand.Make Command)
{
    public static NewKey Of(NewKeyBody body, AccessKeyId id) =>
        Of(RoleNames.KindOf(body.Kind), RoleNames.RolesOf(body.Roles ?? []), body.Label, id);

    public static NewKey Of(AccessKind kind, AccessRoles roles, string label, AccessKeyId id)
    {
        var text = KeyText.Make(kind, id);
        return new(id, text, new(kind, roles, label, KeyText.Hash(text)));
    }

    /// <summary>Leaves the key out.</summary>
    public override string ToString() => $"NewKey {{ {Id} }}";
}

/// <summary>Kinds and roles as clients write them.</summary>
internal static class RoleNames
{
    private static readonly Dictionary<string, AccessRoles> Known = Enum.GetValues<AccessRoles>()
        .Where(role => role != AccessRoles.None)
        .ToDictionary(role => role.ToString().ToLowerInvariant());

    public static IEnumerable<string> All => Known.Keys;

    public static AccessKind KindOf(string name) => name == "admin" ? AccessKind.Admin : AccessKind.Storefront;

    public static string NameOf(AccessKind kind) => kind == AccessKind.Admin ? "admin" : "storefront";

    public static IReadOnlyList<string> NamesOf(AccessRoles roles) =>
        [.. Known.Where(role => roles.HasFlag(role.Value)).Select(role => role.Key)];

    /// <exception cref="ProblemException">A name is no role.</exception>
    public static AccessRoles RolesOf(IReadOnlyList<string> names) => names.Aggregate(
        AccessRoles.None,
        (roles, name) => Known.TryGetValue(name, out var role)
            ? roles | role
            : throw new ProblemException(
                Problem.Invalid("field_invalid", "/roles", $"Roles are: {string.Join(", ", All)}.")));
}
