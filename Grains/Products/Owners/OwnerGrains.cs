using Commerce.Grains.Kernel;
using Orleans.Runtime;
using static Commerce.Grains.Products.Owners.OwnerCommand;

namespace Commerce.Grains.Products.Owners;

internal abstract class NameOwnerGrain(IPersistentState<Stored<OwnerState, OwnerEvent>> stored, EntityTools tools)
    : Entity<OwnerState, OwnerCommand, OwnerEvent, NameOwner>(stored, OwnerBlueprint.Plan, tools), INameOwnerGrain
{
    public Task<Outcome<NameOwner>> Claim(OwnedName name, ProductId product, string ticket, DateTimeOffset until) =>
        Apply(new Claim(name, product, ticket, until), Call.System);

    public Task<Outcome<NameOwner>> Withdraw(ProductId product, string ticket) =>
        Apply(new Withdraw(product, ticket), Call.System);

    public Task<Outcome<NameOwner>> Keep(OwnedName name, ProductId product, long asOf, string? ticket) =>
        Apply(new Keep(name, product, asOf, ticket), Call.System);

    public Task<Outcome<NameOwner>> Drop(ProductId product, long asOf, string? ticket) =>
        Apply(new Drop(product, asOf, ticket), Call.System);

    public Task<NameOwner> View() => Task.FromResult(new NameOwner(State.Owner()));
}

[GrainType("sku-owner")]
internal sealed class SkuOwnerGrain(
    [PersistentState("sku-owner")] IPersistentState<Stored<OwnerState, OwnerEvent>> stored, EntityTools tools)
    : NameOwnerGrain(stored, tools), ISkuOwnerGrain;

[GrainType("slug-owner")]
internal sealed class SlugOwnerGrain(
    [PersistentState("slug-owner")] IPersistentState<Stored<OwnerState, OwnerEvent>> stored, EntityTools tools)
    : NameOwnerGrain(stored, tools), ISlugOwnerGrain;
