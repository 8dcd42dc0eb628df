using Commerce.Grains.Kernel;
using static Commerce.Grains.Products.Owners.OwnerCommand;
using static Commerce.Grains.Products.Owners.OwnerEvent;
using static Commerce.Grains.Products.Owners.OwnerState;

namespace Commerce.Grains.Products.Owners;

/// <summary>The rules of a unique name: claimed before it is used, and freed on nothing but its holder's
/// word.</summary>
internal static class OwnerMachine
{
    private const int TicketsMost = 20;

    public static Decision<OwnerEvent> Decide(OwnerState state, OwnerCommand command, DateTimeOffset now) =>
        (state, command) switch
        {
            (_, Claim claim) when IsOf(state, claim.Holder) is false => new NameTaken(state.Owner()!.Value),
            (Claimed claimed, Claim claim) => Decide(claimed, claim),
            (_, Claim claim) => new Reserved(claim.Name, claim.Holder, claim.Ticket, claim.Until),

            (Claimed claimed, Withdraw withdraw)
                when claimed.Holder == withdraw.Holder && claimed.Tickets.Contains(withdraw.Ticket) =>
                new Withdrawn(withdraw.Ticket, now),
            (_, Withdraw) => Already.Done,

            (_, Keep keep) when IsOf(state, keep.Holder) is false => new NameTaken(state.Owner()!.Value),
            (Free free, Keep keep) when free.Last == keep.Holder && keep.AsOf <= free.AsOf => Already.Done,
            (Owned owned, Keep keep) when keep.AsOf <= owned.AsOf => Already.Done,
            (Claimed claimed, Keep keep) => Decide(claimed, keep, now),
            (_, Keep keep) => new Kept(keep.Name, keep.Holder, keep.AsOf, []),

            (Claimed claimed, Drop drop) when claimed.Holder == drop.Holder => Decide(claimed, drop, now),
            (Owned owned, Drop drop) when owned.Holder == drop.Holder && drop.AsOf > owned.AsOf =>
                new Dropped(drop.Holder, drop.AsOf),
            (_, Drop) => Already.Done,
            _ => NotAllowed.When(state, command),
        };

    public static OwnerState Evolve(OwnerState state, OwnerEvent happened) => (state, happened) switch
    {
        (Claimed s, Reserved e) => s with { Tickets = s.Tickets.Add(e.Ticket), Until = Later(s.Until, e.Until) },
        (_, Reserved e) => new Claimed(e.Name, e.Holder, state.LastWordOf(e.Holder), e.Until, [e.Ticket]),
        // The last claim of a holder that never used the name; one that did is asked.
        (Claimed { Tickets.Length: 1, AsOf: 0 }, Withdrawn) => new Free(null, 0),
        (Claimed { Tickets.Length: 1 } s, Withdrawn e) => s with { Tickets = [], Until = e.At },
        (Claimed s, Withdrawn e) => s with { Tickets = s.Tickets.Remove(e.Ticket) },
        (Claimed s, Kept { Tickets.IsEmpty: false } e) => s with { Tickets = e.Tickets, AsOf = e.AsOf },
        (_, Kept e) => new Owned(e.Name, e.Holder, e.AsOf),
        (_, Dropped e) => new Free(e.Holder, e.AsOf),
        _ => throw new ImpossibleHistoryException(state, happened),
    };

    // Null: nobody's.
    private static bool? IsOf(OwnerState state, NameHolder holder) =>
        state.Owner() is { } owner ? owner == holder : null;

    private static Decision<OwnerEvent> Decide(Claimed claimed, Claim claim)
    {
        if (claimed.Tickets.Contains(claim.Ticket)) return Already.Done;
        if (claimed.Tickets.Length >= TicketsMost) return new TryAgain(claim.Name.Text);
        return new Reserved(claim.Name, claim.Holder, claim.Ticket, claim.Until);
    }

    // Another change of the same holder may be under way with a claim of its own: that one is not ended by this word.
    private static Decision<OwnerEvent> Decide(Claimed claimed, Keep keep, DateTimeOffset now)
    {
        var left = now >= claimed.Until ? [] : claimed.Tickets.RemoveAll(ticket => ticket == keep.Ticket);
        var nothingNew = left.Length == claimed.Tickets.Length && !left.IsEmpty && keep.AsOf <= claimed.AsOf;
        return nothingNew ? Already.Done : new Kept(keep.Name, keep.Holder, Math.Max(keep.AsOf, claimed.AsOf), left);
    }

    // While another claim lasts, the word of a holder that does not use the name yet means nothing.
    private static Decision<OwnerEvent> Decide(Claimed claimed, Drop drop, DateTimeOffset now)
    {
        if (now >= claimed.Until) return new Dropped(drop.Holder, drop.AsOf);
        if (drop.Ticket is not { } ticket || !claimed.Tickets.Contains(ticket)) return Already.Done;
        return claimed.Tickets.Length == 1 ? new Dropped(drop.Holder, drop.AsOf) : new Withdrawn(ticket, now);
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
