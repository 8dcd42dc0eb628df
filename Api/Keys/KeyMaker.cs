using Commerce.Grains.Access;
using Commerce.Grains.Kernel;
using Commerce.Silo.Keys;

namespace Commerce.Api.Keys;

/// <summary>Makes keys outside of any request: at the first start, and by command.</summary>
internal sealed class KeyMaker(IClusterClient grains)
{
    private const int PageMost = 250;

    /// <summary>A new key, to be shown once.</summary>
    public async Task<string> Make(AccessKind kind, AccessRoles roles, string label)
    {
        var key = NewKey.Of(kind, roles, label, KeyText.FreshId());
        var outcome = await grains.GetGrain<IAccessKeyGrain>(key.Id.Key).Make(key.Command, Call.System);
        return outcome is Outcome<AccessKeyView>.Done && key.Text is { } text
            ? text
            : throw new InvalidOperationException("The key could not be made.");
    }

    /// <summary>Whether anybody works here.</summary>
    public async Task<bool> AnyAdmin()
    {
        var list = grains.GetGrain<IAccessKeyListGrain>("access-keys");
        string? cursor = null;
        do
        {
            if (await list.List(new(PageMost, cursor)) is not Outcome<Page<AccessKeyView>>.Done(var page, _))
                return false;
            if (page.Items.Any(key => key is { Kind: AccessKind.Admin, RevokedAt: null })) return true;
            cursor = page.Next;
        }
        while (cursor is not null);
        return false;
    }
}
