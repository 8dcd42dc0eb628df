using Commerce.Grains.Kernel;
using static Commerce.Grains.Pricing.UserClasses.UserClassCommand;
using static Commerce.Grains.Pricing.UserClasses.UserClassEvent;
using static Commerce.Grains.Pricing.UserClasses.UserClassState;

namespace Commerce.Grains.Pricing.UserClasses;

/// <summary>The life of a user class (UCL-01, UCL-02).</summary>
internal static class UserClassMachine
{
    public const int NameMost = 200;

    public static Decision<UserClassEvent> Decide(UserClassState state, UserClassCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (Blank, Create(var name)) => FaultOf(name) ?? (Decision<UserClassEvent>)new Created(now, name),
            (Open known, Create(var name)) when known.Name == name => Already.Done,
            (Open known, Rename(var name)) when known.Name == name => Already.Done,
            (Open, Rename(var name)) => FaultOf(name) ?? (Decision<UserClassEvent>)new Renamed(now, name),
            (Open, Remove) => new Removed(now),
            (Ended, Remove) => Already.Done,
            (Blank or Ended, Rename or Remove) => new NotFound("user class"),
            _ => NotAllowed.When(state, command),
        };

    public static UserClassState Evolve(UserClassState state, UserClassEvent happened) => (state, happened) switch
    {
        (Blank, Created e) => new Open(e.Name, e.At, e.At),
        (Open s, Renamed e) => s with { Name = e.Name, ChangedAt = e.At },
        (Open s, Removed e) => new Ended(s.Name, s.CreatedAt, e.At),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    private static InvalidValue? FaultOf(string name) =>
        string.IsNullOrWhiteSpace(name) || name.Length > NameMost || name.Any(char.IsControl)
            ? new InvalidValue($"A class's name has 1 to {NameMost} characters.") { Param = "/name" }
            : null;
}
