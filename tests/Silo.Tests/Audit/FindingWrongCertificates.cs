using Commerce.Grains.Certificates;
using Commerce.Grains.Orders;
using Commerce.Silo.Storage.Audit;

namespace Commerce.Silo.Tests.Audit;

/// <summary>I4 is broken in each way once, and found.</summary>
public sealed class FindingWrongCertificates
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AttemptId Try = AttemptId.Of("order-ada/1");
    private static readonly CertificateUse Share = new("certificate-1", Noon, 3000);

    private static readonly Usage Used = new(Try, new(3000, "USD"), UsageStatus.Used, Noon, Noon);

    private static readonly CertificateFacts Gift = new(
        CertificateId.Of("certificate-1"), new(5000, "USD"), [Used], null);

    private static readonly OrderFacts Order = new(
        Try.Order, null, Try, [], [], ImmutableDictionary<string, long>.Empty,
        ImmutableDictionary<(string, AttemptId), long>.Empty,
        OrderBooks.None, Moving: [])
    {
        Certificates = [Share],
        Total = 4000,
    };

    private static readonly ShopFacts Sound = new()
    {
        Stocks = [],
        Holds = [],
        Orders = [Order],
        Certificates = [Gift],
        Due = [],
        WithErrands = [],
        FrozenCarts = [],
        MailsWanted = [],
        MailsStored = [],
    };

    [Fact]
    public void Finds_nothing_in_a_sound_shop()
    {
        Assert.Empty(CertificateInvariants.Certificates(Sound));
        Assert.Empty(CertificateInvariants.Certificates(Sound with
        {
            Orders = [Order with { Certificates = [Share with { Reinstated = 1000 }] }],
            Certificates = [Gift with { Uses = [Used with { Back = [new("void", new(1000, "USD"), Noon)] }] }],
        }));
    }

    [Fact]
    public void Finds_more_used_than_there_was() => Finds(Sound with
    {
        Certificates = [Gift with { Amount = new(2000, "USD") }],
    });

    [Fact]
    public void Finds_an_order_that_uses_more_than_it_comes_to() =>
        Finds(Sound with { Orders = [Order with { Total = 2999 }] });

    [Fact]
    public void Finds_a_dead_attempt_that_uses_something()
    {
        Finds(Sound with { Certificates = [Gift with { Uses = [Used with { Status = UsageStatus.Released }] }] });
        Assert.NotEmpty(CertificateInvariants.Certificates(Sound with { Orders = [Order with { PaidBy = null }] }));
    }

    [Fact]
    public void Finds_an_order_and_a_certificate_that_disagree_once_all_is_told()
    {
        var other = Sound with { Orders = [Order with { Certificates = [Share with { Used = 2000 }] }] };
        Finds(other);
        Assert.Empty(CertificateInvariants.Certificates(other with { WithErrands = ["order/order-ada"] }));
    }

    [Fact]
    public void Finds_a_hold_that_nobody_will_look_at()
    {
        var held = Sound with { Certificates = [Gift with { Uses = [Used with { Status = UsageStatus.Held }] }] };
        Assert.Equal("certificate/certificate-1", Assert.Single(Invariants.Rest(held)).Subject);
        Assert.Empty(Invariants.Rest(held with { Due = ["certificate/certificate-1"] }));
    }

    private static void Finds(ShopFacts shop) =>
        Assert.Equal("I4", Assert.Single(CertificateInvariants.Certificates(shop)).Invariant);
}
