using Commerce.Grains.Kernel;
using Orleans.Runtime;

namespace Commerce.Grains.Pricing.Charges;

[GrainType("shipping-rules")]
internal sealed class ShippingRulesGrain(
    [PersistentState("shipping-rules")] IPersistentState<Stored<ShippingRulesState, ShippingRulesEvent>> stored,
    EntityTools tools)
    : Entity<ShippingRulesState, ShippingRulesCommand, ShippingRulesEvent, ShippingCosts>(
        stored, Plan(tools.Settings.Currency), tools),
        IShippingRulesGrain
{
    internal static Blueprint<ShippingRulesState, ShippingRulesCommand, ShippingRulesEvent, ShippingCosts> Plan(
        string currency) => new()
        {
            Initial = new ShippingRulesState.Unsaid(),
            Decide = (state, command, _) => ShippingRulesMachine.Decide(state, command, currency),
            Evolve = ShippingRulesMachine.Evolve,
            View = static (_, state) => state is ShippingRulesState.Said s ? s.Costs : ShippingCosts.Included,
        };

    public Task<Outcome<ShippingCosts>> Set(ShippingCosts costs, Call call) =>
        Apply(new ShippingRulesCommand.Set(costs), call);

    public Task<Outcome<ShippingCosts>> View() => Task.FromResult(Seen());
}

[GrainType("tax-rules")]
internal sealed class TaxRulesGrain(
    [PersistentState("tax-rules")] IPersistentState<Stored<TaxRulesState, TaxRulesEvent>> stored, EntityTools tools)
    : Entity<TaxRulesState, TaxRulesCommand, TaxRulesEvent, TaxRuleList>(stored, Plan, tools), ITaxRulesGrain
{
    internal static Blueprint<TaxRulesState, TaxRulesCommand, TaxRulesEvent, TaxRuleList> Plan { get; } = new()
    {
        Initial = new TaxRulesState.None(),
        Decide = static (state, command, _) => TaxRulesMachine.Decide(state, command),
        Evolve = TaxRulesMachine.Evolve,
        View = static (_, state) => new(state is TaxRulesState.Some s ? s.Rules : []),
    };

    public Task<Outcome<TaxRuleList>> Replace(ImmutableArray<TaxRule> rules, Call call) =>
        Apply(new TaxRulesCommand.Replace(rules), call);

    public Task<Outcome<TaxRuleList>> View() => Task.FromResult(Seen());
}
