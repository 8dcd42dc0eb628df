using Commerce.Grains.Kernel;
using static Commerce.Grains.Pricing.Charges.ShippingRulesState;

namespace Commerce.Grains.Pricing.Charges;

/// <summary>What the shipping rules can be.</summary>
internal abstract record ShippingRulesState
{
    private ShippingRulesState() { }

    /// <summary>Nothing was said: shipping is part of the price.</summary>
    [Alias("shipping-rules.unsaid")]
    public sealed record Unsaid : ShippingRulesState;

    /// <summary>These.</summary>
    [Alias("shipping-rules.said")]
    public sealed record Said(ShippingCosts Costs) : ShippingRulesState;
}

/// <summary>What the shipping rules may be told.</summary>
internal abstract record ShippingRulesCommand
{
    private ShippingRulesCommand() { }

    /// <summary>All of them anew.</summary>
    public sealed record Set(ShippingCosts Costs) : ShippingRulesCommand;
}

/// <summary>What can happen to the shipping rules.</summary>
internal abstract record ShippingRulesEvent
{
    private ShippingRulesEvent() { }

    [Alias("shipping-rules.changed")]
    public sealed record Changed(ShippingCosts Costs) : ShippingRulesEvent;
}

/// <summary>Which shipping rules there can be (SHP-06).</summary>
internal static class ShippingRulesMachine
{
    /// <summary>Most minor units of one charge, and of one unit of weight.</summary>
    public const long ChargeMost = 99_999_999;

    public const int RateUnits = 1_000_000;

    public static Decision<ShippingRulesEvent> Decide(
        ShippingRulesState state, ShippingRulesCommand command, string currency) => (state, command) switch
        {
            (Said known, ShippingRulesCommand.Set set) when known.Costs == set.Costs => Already.Done,
            (_, ShippingRulesCommand.Set set) => FaultOf(set.Costs, currency)
                ?? (Decision<ShippingRulesEvent>)new ShippingRulesEvent.Changed(set.Costs),
            _ => NotAllowed.When(state, command),
        };

    public static ShippingRulesState Evolve(ShippingRulesState state, ShippingRulesEvent happened) =>
        happened is ShippingRulesEvent.Changed e
            ? new Said(e.Costs)
            : throw new ImpossibleHistoryException(state, happened);

    private static InvalidValue? FaultOf(ShippingCosts costs, string currency)
    {
        if (costs is { PerItem: not null, PerWeight: not null })
            return Wrong("/perWeight", "Ask for each item or for each unit of weight, not both.");
        return FaultOf("/perItem", costs.PerItem, currency)
            ?? FaultOf("/perWeight", costs.PerWeight)
            ?? FaultOf("/order", costs.Order, currency)
            ?? FaultOf("/expressPerItem", costs.ExpressPerItem, currency)
            ?? FaultOf("/expressPerWeight", costs.ExpressPerWeight)
            ?? FaultOf("/expressOrder", costs.ExpressOrder, currency);
    }

    private static InvalidValue? FaultOf(string at, Money? charge, string currency) => charge switch
    {
        null => null,
        { Currency: var given } when given != currency => Wrong(at, $"The shop's currency is {currency}."),
        { Amount: < 0 or > ChargeMost } => Wrong(at, $"0 to {ChargeMost} minor units are expected."),
        { Amount: var amount } when amount % Currency.Of(currency).Step != 0 =>
            Wrong(at, $"A multiple of {Currency.Of(currency).Step} is expected."),
        _ => null,
    };

    private static InvalidValue? FaultOf(string at, decimal? rate) =>
        rate is null || (rate is >= 0 and <= ChargeMost && decimal.IsInteger(rate.Value * RateUnits))
            ? null
            : Wrong(at, $"0 to {ChargeMost} minor units with at most 6 places are expected.");

    private static InvalidValue Wrong(string param, string reason) => new(reason) { Param = param };
}
