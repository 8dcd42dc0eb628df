using System.Text.RegularExpressions;

namespace Commerce.House.Tests;

/// <summary>What a feature may know of another: its public types. <c>internal</c> ends at the assembly only.</summary>
public sealed class KeepingFeaturesApart
{
    // Where features are put together.
    private const string Composition = "Grains/Kernel/FeatureRegistration.cs";

    // Feature → what others may use although it is internal, and why. Kernel is everybody's.
    private static readonly Dictionary<string, string> Lent = new(StringComparer.Ordinal)
    {
        ["Numbers.NumberSource"] =
            "counts within a block that this process was given, so most numbers need no call of a grain",
        ["Checkout.KeptMethods"] = "whose a payment method is, and whether it failed, is asked in one way (CHK-12)",
        ["Payments.GatewayInquiry"] = "the one way to speak to the gateway (G2, G3), outside of any turn",
        ["Payments.FirstSendings"] = "whoever stores a request for money knows whether it can have been sent",
        ["Payments.MoneyReturns"] = "money that must not stay is given back in one way, whoever it was for (G5)",
        ["Orders.FailedMethods"] = "which declines say that a method is not to be used again (PAY-16)",
        ["Payments.CancelledPayment"] = "what is told to be cancelled is believed in one way, whoever it is for (G4)",
        ["Payments.CaptureTries"] = "promised money is asked for anew in one way, whoever it is for (G3)",
        ["Payments.MoneyStep"] = "what MoneyReturns says is to happen",
        ["Payments.UnwantedMoney"] = "what MoneyReturns is told of money that must not stay",
        ["Payments.UnwantedStatus"] = "how MoneyReturns is told that it stands",
        ["Payments.MoneyTrail"] = "what becomes of taken money is followed in one way, whoever it is for",
        ["Payments.PaymentRow"] = "the row of a charge is the same, whoever it is made for",
        ["Products.CatalogueReader"] = "what one process knows of variants is read without a call of a grain",
        ["Pricing.PriceBook"] = "prices are chosen where they are wanted; only who keeps a rule is called",
        ["Numbers.NumberKind"] = "says which numbers are counted",
    };

    [Fact]
    public void Uses_only_public_types_of_other_features() => House.Holds(
        Sources.Code.SelectMany(source => Trespasses(source, InternalTypes(House.Types))),
        "Ask the other feature through its interface, ids, commands and views, or say here why it lends a type.");

    [Fact]
    public void Finds_a_feature_that_reaches_into_another()
    {
        Source trespass =
            new("Grains/Carts/Example.cs", "using Commerce.Grains.Orders;\nvar x = OrderMachine.Initial;");
        House.Breaks(Trespasses(trespass, [("Orders", "OrderMachine")]), "OrderMachine");
        Assert.Empty(Trespasses(trespass with { Path = "Grains/Orders/Example.cs" }, [("Orders", "OrderMachine")]));
    }

    [Fact]
    public void Lends_nothing_that_is_gone() => Assert.Empty(
        Lent.Keys.Except(InternalTypes(House.Types).Select(type => $"{type.Feature}.{type.Name}")));

    private static IEnumerable<string> Trespasses(Source source, IEnumerable<(string Feature, string Name)> types)
    {
        if (source.Feature is not { } feature || source.Path == Composition) return [];
        var code = string.Join("\n", source.Code.Select(line => line.Text));
        return types
            .Where(type => type.Feature != feature && type.Feature != "Kernel"
                && !Lent.ContainsKey($"{type.Feature}.{type.Name}"))
            .Where(type => Regex.IsMatch(
                code, $@"\busing (static )?Commerce\.Grains\.{type.Feature}\b|\b{type.Feature}\.{type.Name}\b"))
            .Where(type => Regex.IsMatch(code, $@"(?<![.\w]){type.Name}\b|\b{type.Feature}\.{type.Name}\b"))
            .Select(type => $"{source}: {type.Feature}.{type.Name}");
    }

    private static IEnumerable<(string Feature, string Name)> InternalTypes(IEnumerable<Type> types) => types
        .Where(type => type.Assembly == House.Grains && !type.IsVisible && !type.IsNested
            && type.Namespace?.Split('.').Length > 2)
        .Select(type => (type.Namespace!.Split('.')[2], type.Name.Split('`')[0]));
}
