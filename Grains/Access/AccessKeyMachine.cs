using Commerce.Grains.Kernel;
using static Commerce.Grains.Access.AccessKeyCommand;
using static Commerce.Grains.Access.AccessKeyEvent;
using static Commerce.Grains.Access.AccessKeyState;

namespace Commerce.Grains.Access;

/// <summary>The life of a key: made once, revoked once.</summary>
internal static class AccessKeyMachine
{
    public const int LabelMost = 100;

    public static Decision<AccessKeyEvent> Decide(AccessKeyState state, AccessKeyCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (Blank, Make make) => Decide(make, now),
            (Valid key, Make make) when key.Hash == make.Hash => Already.Done,
            (Blank, Revoke) => new NotFound("key"),
            (Valid, Revoke) => new Revoked(now),
            (Ended, Revoke) => Already.Done,
            _ => NotAllowed.When(state, command),
        };

    public static AccessKeyState Evolve(AccessKeyState state, AccessKeyEvent happened) => (state, happened) switch
    {
        (Blank, Made e) => new Valid(e.Kind, e.Roles, e.Label, e.Hash, e.At),
        (Valid key, Revoked e) => new Ended(key.Kind, key.Roles, key.Label, key.CreatedAt, e.At),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static Decision<AccessKeyEvent> Decide(Make make, DateTimeOffset now)
    {
        if (make.Label.Length is 0 or > LabelMost)
            return new InvalidValue($"A label has 1 to {LabelMost} characters.") { Param = "/label" };
        if (make.Kind == AccessKind.Admin && make.Roles == AccessRoles.None)
            return new InvalidValue("A key for staff has at least one role.") { Param = "/roles" };
        if (make.Kind == AccessKind.Storefront && make.Roles != AccessRoles.None)
            return new InvalidValue("A key for a storefront has no roles.") { Param = "/roles" };

        return new Made(make.Kind, make.Roles, make.Label, make.Hash, now);
    }
}
