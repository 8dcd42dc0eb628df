using System.Text.Json.Serialization;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Products.Owners;

/// <summary>What the owner of a name is to the Kernel.</summary>
internal static class OwnerBlueprint
{
    public static Blueprint<OwnerState, OwnerCommand, OwnerEvent, NameOwner> Plan { get; } = new()
    {
        Initial = new OwnerState.Free(null, 0),
        Decide = OwnerMachine.Decide,
        Evolve = OwnerMachine.Evolve,
        View = static (_, state) => new(state.Owner()),
        DueAt = static state => state is OwnerState.Claimed claimed ? claimed.Until : null,
        Questions = static (_, state, now) => state is OwnerState.Claimed claimed && now >= claimed.Until
            ? [new AskUse(claimed.Name, claimed.Holder, null)]
            : [],
    };
}

/// <summary>Asks a holder whether it uses a name, and tells the name's owner.</summary>
/// <param name="Name">The name.</param>
/// <param name="Holder">The holder.</param>
/// <param name="Ticket">The claim that is settled by the answer.</param>
[GenerateSerializer, Immutable, Alias("errand.ask-use")]
public sealed record AskUse(
    OwnedName Name, [property: JsonPropertyName("product")] NameHolder Holder, string? Ticket) : Errand(Name.Key());
