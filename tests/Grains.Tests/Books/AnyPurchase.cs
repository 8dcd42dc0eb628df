using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Grains.Tests.Pricing;
using Commerce.Kit;
using static Commerce.Grains.Tests.Certificates.GivenACertificate;
using static Commerce.Grains.Tests.TheCast;
using ChargeRules = Commerce.Grains.Pricing.ChargeRules;

namespace Commerce.Grains.Tests.Books;

/// <summary>What somebody buys: goods, prices, shipping, tax and certificates made by chance.</summary>
internal sealed class AnyPurchase
{
    private readonly ImmutableArray<QuoteLine> lines;
    private readonly ChargeRules charges;

    public AnyPurchase(Random random)
    {
        var made = AnyQuote.One(random);
        lines = made.Lines;
        charges = new(
            made.Terms.Shipping, made.Terms.Tax is { } tax ? [tax with { Country = "GB", Region = null }] : []);
        Settings = TheCast.Shop with
        {
            Currency = made.Currency.Code,
            ShippingRefundPercent = random.Next(101),
            ShipInParts = random.Next(5) > 0,
            ManyCaptures = random.Next(2) == 0,
        };
        Planned = Quotes.Of([.. made.Lines.Select(line => Priced(random, line, made.Currency))], made.Terms);
        for (var number = random.Next(4); number > 0; number--)
        {
            var purse = new AnyCertificate(number, Settings, Issue(random, number));
            Purse.Add(purse);
        }
    }

    public ShopSettings Settings { get; }

    /// <summary>Before certificates.</summary>
    public Quote Planned { get; }

    public List<AnyCertificate> Purse { get; } = [];

    /// <summary>The quote of an attempt, its certificates held as the runner holds them; null: it cannot be paid
    /// so.</summary>
    public Quote? Hold(AttemptId attempt, DateTimeOffset now)
    {
        var usable = Purse.Select(
            one => new CertificateShare(one.Id.Value, one.Core.ExpiresAt, one.Core.UsableAt(now))
            {
                Number = one.Core.Number,
            });
        var quote = CertificatePlan.Paying(Planned, CertificatePlan.Of(Planned.Totals.Due, usable));
        if (CertificatePlan.FaultOf(quote) is not null) return null;
        foreach (var share in quote.Shares())
        {
            var one = Of(share.Certificate);
            one.Do(new CertificateCommand.Hold(attempt, Ada, share.Amount, now + Settings.HoldTime), now);
            Assert.Equal(share.Amount, one.Core.UseOf(attempt)!.Amount);
        }

        return quote;
    }

    /// <summary>Staff add something that is sold, at its price or another.</summary>
    public OrderCommand.AddItems Adding(Random random, string name, DateTimeOffset now)
    {
        var line = lines[random.Next(lines.Length)];
        var step = Currency.Of(Settings.Currency).Step;
        PriceChoice? agreed = random.Next(2) == 0
            ? null
            : new(new(random.Next(8_000) * step, Settings.Currency), AdditionTerms.AgreedPrice);
        return new(
            AttemptId.OfAddition(AdasOrder, name),
            new(line with { Quantity = random.Next(1, 4), Price = agreed }, charges, random.Next(4) == 0),
            now + Settings.HoldTime);
    }

    public AnyCertificate Of(string certificate) => Purse.Single(one => one.Id.Value == certificate);

    private CertificateCommand.Issue Issue(Random random, int number) => new(
        1_000_000 + number, Ada,
        new(random.Next(1, 3_000) * Currency.Of(Settings.Currency).Step, Settings.Currency),
        ExpiryChoices.All[random.Next(ExpiryChoices.All.Length)], "admin:1");

    private static QuoteLine Priced(Random random, QuoteLine line, Currency currency)
    {
        if (random.Next(3) == 0) return line;
        var sale = new Money(random.Next(0, 8_000) * currency.Step, currency.Code);
        var prices = ProductPrices.None with
        {
            Sales = [new("1", "Sale", null, sale, Noon, Noon.AddHours(1), random.Next(2) == 0 ? null : "CODE")],
        };
        var ask = new PriceAsk([], true, random.Next(2) == 0 ? null : "CODE", Noon);
        return line with { Price = PriceRules.Lowest(line.Item.Price!.Value, line.Item.Sku, prices, ask) };
    }
}

/// <summary>A certificate of the buyer's, ruled by its own machine.</summary>
internal sealed class AnyCertificate
{
    private readonly Blueprint<CertificateState, CertificateCommand, CertificateEvent, CertificateView> rules;
    private CertificateState state;

    public AnyCertificate(int number, ShopSettings settings, CertificateCommand.Issue issue)
    {
        Id = CertificateId.Of($"certificate-{number}");
        rules = CertificateBlueprint.Of(Id, settings);
        state = rules.Initial;
        Do(issue, Noon);
    }

    public CertificateId Id { get; }

    public CertificateCore Core => CertificateMachine.CoreOf(state)!;

    /// <summary>What one order uses of it now.</summary>
    public long NetOf(OrderId order) => Core.Uses.Where(use => use.Attempt.Order == order)
        .Sum(use => use.Net().Amount);

    public void Do(CertificateCommand command, DateTimeOffset now)
    {
        if (rules.Decide(state, command, now) is not Decision<CertificateEvent>.Accepted(var events, _)) return;
        foreach (var happened in events)
        {
            state = rules.Evolve(state, happened);
            Assert.Empty(rules.Problems(Id.Value, state, happened));
        }

        var text = KernelText.Of(state);
        state = KernelText.Read<CertificateState>(System.Text.Json.JsonElement.Parse(text));
        Assert.Equal(text, KernelText.Of(state));
    }
}
