using Commerce.Grains.Kernel;
using Orleans.Runtime;
using static Commerce.Grains.Products.Owners.OwnerCommand;

namespace Commerce.Grains.Products.Owners;

internal abstract class NameOwnerGrain(IPersistentState<Stored<OwnerState, OwnerEvent>> stored, EntityTools tools)
    : Entity<OwnerState, OwnerCommand, OwnerEvent, NameOwner>(stored, OwnerBlueprint.Plan, tools), INameOwnerGrain
{
    public Task<Outcome<NameOwner>> Claim(OwnedName name, NameHolder holder, string ticket, DateTimeOffset until) =>
        Apply(new Claim(name, holder, ticket, until), Call.System);

    public Task<Outcome<NameOwner>> Withdraw(NameHolder holder, string ticket) =>
        Apply(new Withdraw(holder, ticket), Call.System);

    public Task<Outcome<NameOwner>> Keep(OwnedName name, NameHolder holder, long asOf, string? ticket) =>
        Apply(new Keep(name, holder, asOf, ticket), Call.System);

    public Task<Outcome<NameOwner>> Drop(NameHolder holder, long asOf, string? ticket) =>
        Apply(new Drop(holder, asOf, ticket), Call.System);

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

[GrainType("email-owner")]
internal sealed class EmailOwnerGrain(
    [PersistentState("email-owner")] IPersistentState<Stored<OwnerState, OwnerEvent>> stored, EntityTools tools)
    : NameOwnerGrain(stored, tools), IEmailOwnerGrain;
