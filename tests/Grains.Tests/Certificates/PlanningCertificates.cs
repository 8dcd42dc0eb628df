using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Certificates;

public sealed class PlanningCertificates
{
    // Each certificate: id, days until it expires, amount, number; the plan likewise without days.
    [Theory]
    [InlineData(2000, "a,9,500 b,1,700", "b,700 a,500", 800)]
    [InlineData(2000, "b,5,500 a,5,700", "a,700 b,500", 800)]
    [InlineData(1000, "a,1,600 b,2,600 c,3,600", "a,600 b,400", 0)]
    [InlineData(1000, "a,1,600,1000001 b,1,600,1000000", "b,600 a,400", 0)]
    [InlineData(1000, "a,1,980", "a,950", 50)]
    [InlineData(1000, "a,1,970 b,2,10", "a,950", 50)]
    [InlineData(1000, "a,1,950", "a,950", 50)]
    [InlineData(1000, "a,1,1000", "a,1000", 0)]
    [InlineData(1000, "a,1,0", "", 1000)]
    [InlineData(40, "a,1,30", "", 40)]
    [InlineData(40, "a,1,40", "a,40", 0)]
    public void Takes_soonest_expiring_first_and_leaves_a_card_what_it_can_pay(
        long total, string usable, string planned, long due)
    {
        var shares = CertificatePlan.Of(Dollars(total), Split(usable).Select(
            one => new CertificateShare(one[0], Noon.AddDays(int.Parse(one[1], null)), Dollars(Number(one[2])))
            {
                Number = one.Length > 3 ? Number(one[3]) : 0,
            }));
        Assert.Equal(
            Split(planned).Select(one => (one[0], Number(one[1]))),
            shares.Select(share => (share.Certificate, share.Amount.Amount)));
        Assert.Equal(due, total - shares.Sum(share => share.Amount.Amount));
    }

    [Fact]
    public void Stands_in_the_totals_of_the_quote()
    {
        var quote = QuoteOf((Atlas, 1));
        var paying = CertificatePlan.Paying(quote, [new("a", Noon, Dollars(1000))]);
        Assert.Equal((Dollars(1000), Dollars(999)), (paying.Totals.Certificates, paying.Totals.Due));
        Assert.Equal(Dollars(999), CertificatePlan.Paying(paying, paying.Shares()).Totals.Due);
        Assert.Equal(quote, CertificatePlan.Paying(paying, []));
        Assert.False(paying.SameAs(quote));
    }

    [Theory]
    [InlineData("USD", 49, true)]
    [InlineData("USD", 50, false)]
    [InlineData("USD", 0, false)]
    [InlineData("KWD", 10, false)]
    public void Refuses_what_no_card_can_pay(string currency, long due, bool refused)
    {
        var none = new Money(0, currency);
        var owed = none with { Amount = due };
        var quote = new Quote([], none, none, new(owed, none, none, none, owed));
        Assert.Equal(refused, CertificatePlan.FaultOf(quote) is AmountBelowMinimum);
    }

    private static string[][] Split(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(one => one.Split(','))];

    private static long Number(string text) => long.Parse(text, null);
}

/// <summary>REF-05.</summary>
public sealed class GivingBackToCertificates
{
    [Fact]
    public void Begins_with_the_higher_number_where_two_expire_at_once()
    {
        CertificateUse[] uses =
        [
            new("certificate-b", Noon, 300) { Number = 1_000_000 },
            new("certificate-a", Noon, 300) { Number = 1_000_001 },
            new("certificate-c", Noon.AddDays(-1), 300) { Number = 1_000_002 },
        ];
        Assert.Equal(
            ["certificate-a", "certificate-b", "certificate-c"],
            Reinstating.Over([.. uses], 900)!.Value.Select(part => part.Certificate));
    }

    [Fact]
    public void Knows_the_numbers_of_the_quote()
    {
        var share = new CertificateShare("certificate-a", Noon, Dollars(300)) { Number = 1_000_001 };
        var use = Assert.Single(CertificateUse.Of(CertificatePlan.Paying(QuoteOf((Atlas, 1)), [share])));
        Assert.Equal(1_000_001, use.Number);
    }
}

public sealed class OwingForCertificates
{
    private static readonly OrderId Order = AdasOrder;

    // MON-14: shipped S, earlier E, own C.
    [Theory]
    [InlineData(0, 0, 500, 500)]
    [InlineData(300, 300, 500, 500)]
    [InlineData(301, 300, 500, 499)]
    [InlineData(500, 300, 500, 300)]
    [InlineData(800, 300, 500, 0)]
    [InlineData(801, 300, 500, 0)]
    public void Ties_the_latest_expiring_part_to_what_has_not_shipped(
        long shipped, long earlier, long own, long tied) =>
        Assert.Equal(Dollars(tied), Liability.Tied(Dollars(shipped), Dollars(earlier), Dollars(own)));

    [Fact]
    public void Lists_what_is_left_and_tied_by_the_quarter_of_expiry()
    {
        var books = new LiabilityBooks(
            "USD",
            [
                One("certificate-a", 100, Noon.AddMonths(1)), One("certificate-b", 200, Noon.AddMonths(4)),
                One("certificate-c", 400, Noon.AddMonths(-1)), One("certificate-d", 800, Noon.AddMonths(1)) with
                {
                    Approved = false,
                },
                One("certificate-e", 0, Noon.AddMonths(2)),
            ],
            [Use("certificate-b", 300), Use("certificate-a", 500), Use("certificate-c", 50)],
            ImmutableDictionary<OrderId, Money>.Empty.Add(Order, Dollars(200)));
        Assert.Equal(
            [
                new LiabilityQuarter("2026-Q2", 1, Dollars(100), Dollars(350)),
                new LiabilityQuarter("2026-Q3", 1, Dollars(200), Dollars(300)),
            ],
            Liability.ByQuarter(books, Noon));
    }

    [Fact]
    public void Ties_what_has_the_higher_number_where_two_expire_at_once()
    {
        var books = new LiabilityBooks(
            "USD",
            [
                One("certificate-a", 0, Noon.AddMonths(1)) with { Number = 1_000_001 },
                One("certificate-b", 0, Noon.AddMonths(1)) with { Number = 1_000_000, Approved = false },
            ],
            [Use("certificate-a", 300), Use("certificate-b", 300)],
            ImmutableDictionary<OrderId, Money>.Empty.Add(Order, Dollars(350)));
        Assert.Equal(Dollars(250), Assert.Single(Liability.ByQuarter(books, Noon)).Tied);
    }

    [Fact]
    public void Owes_what_came_back_after_the_expiry_for_as_long_as_it_may_be_used()
    {
        var books = new LiabilityBooks(
            "USD",
            [
                One("certificate-a", 1500, Noon.AddDays(-4)) with
                {
                    Returned = [new(Dollars(1000), Noon.AddDays(30))],
                },
            ],
            [],
            ImmutableDictionary<OrderId, Money>.Empty);
        Assert.Equal(Dollars(1000), Assert.Single(Liability.ByQuarter(books, Noon)).Left);
        Assert.Empty(Liability.ByQuarter(books, Noon.AddDays(30)));
    }

    [Theory]
    [InlineData("America/New_York", "2026-Q2")]
    [InlineData("UTC", "2026-Q3")]
    public void Counts_quarters_in_the_zone_of_the_shop(string zone, string quarter)
    {
        var until = new DateTimeOffset(2026, 7, 1, 2, 0, 0, TimeSpan.Zero);
        var books = new LiabilityBooks(
            "USD", [One("certificate-a", 100, until)], [], ImmutableDictionary<OrderId, Money>.Empty)
        {
            Zone = TimeZoneInfo.FindSystemTimeZoneById(zone),
        };
        Assert.Equal(quarter, Assert.Single(Liability.ByQuarter(books, Noon)).Quarter);
    }

    private static LiableCertificate One(string id, long left, DateTimeOffset expires) =>
        new(CertificateId.Of(id), 0, Approved: true, Dollars(left), expires);

    private static LiabilityUse Use(string id, long net) => new(CertificateId.Of(id), Order, Dollars(net));
}
