using Commerce.Grains.Certificates;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;

namespace Commerce.Simulation.World.Meddling;

/// <summary>What is asked of gift certificates, whatever has become of them.</summary>
internal static class CertificateDeeds
{
    private const int GuessesMost = 12;

    private static readonly TimeSpan HoldTime = TimeSpan.FromMinutes(10);
    private static readonly Money Cent = new(1, "USD");
    private static readonly PaymentFact Nothing = new PaymentFact.Unknown("timeout");

    public static ImmutableArray<Deed> All { get; } =
    [
        (who, grains, call) => Desk(grains).Issue(who.Certificate(), new(who.Customer(), new(500, "USD"), "P1D"), call),
        (who, grains, call) => Desk(grains).Buy(
            who.Certificate(),
            new(who.Customer(), new(500, "USD"), new("Bob", "Ada", "Enjoy!", "bob@example.com"), "pm_card_visa", null),
            call),
        (who, grains, call) => Of(who, grains).Issue(new(1, who.Customer(), Cent, "P1D", "admin:1"), call),
        (who, grains, call) => Of(who, grains).Learn(new(Nothing, Present: false), call),
        AskCancel,
        (who, grains, _) => Of(who, grains).TakeMoney(Nothing),
        (who, grains, _) => Of(who, grains).Settle(new(Nothing)),
        (who, grains, call) => Of(who, grains).Claim(new(who.Customer(), "bob-ABCDEFGHIJ-1000000"), call),
        (who, grains, call) => who.Chance.Percent(20) ? Of(who, grains).SetExpiry(null, call) : Task.CompletedTask,
        (who, grains, call) => who.Chance.Percent(20) ? Of(who, grains).Void(call) : Task.CompletedTask,
        (who, grains, call) => who.Chance.Percent(20) ? Of(who, grains).LeaveOut(call) : Task.CompletedTask,
        (who, grains, _) => Of(who, grains).Hold(new(
            Meddler.StrangerOf(who.Order()), who.Customer(), Cent, who.Town.Clock.Shown + HoldTime)),
        (who, grains, _) => Of(who, grains).Commit(Meddler.StrangerOf(who.Order())),
        (who, grains, _) => Of(who, grains).Release(Meddler.StrangerOf(who.Order())),
        (who, grains, _) => Of(who, grains).Reinstate(Meddler.StrangerOf(who.Order()), "refund-none", Cent),
        Guess,
        (who, grains, call) => Guard(who, grains).Miss(null, call),
        (who, grains, call) => Guard(who, grains).Forget(call),
    ];

    // Whoever tells the gateway to cancel dies before.
    private static async Task AskCancel(Meddler who, IGrainFactory grains, Call call)
    {
        var certificate = Of(who, grains);
        var inquiry = await certificate.Inquiry();
        if (inquiry is { Purpose: not InquiryPurpose.None, PaymentId: null }) return;
        await certificate.AskCancel(inquiry?.PaymentId ?? "pi_none");
    }

    // Somebody tries claim checks until the shop will not listen any more.
    private static async Task Guess(Meddler who, IGrainFactory grains, Call call)
    {
        var guard = Guard(who, grains);
        for (var guess = 0; guess < GuessesMost; guess++) await guard.Try(Call.System);
        await (who.Chance.Percent(50) ? guard.Miss(null, call) : guard.Forget(call));
    }

    private static ICertificateDeskGrain Desk(IGrainFactory grains) => grains.GetGrain<ICertificateDeskGrain>("desk");

    private static ICertificateGrain Of(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<ICertificateGrain>(who.Certificate().Value);

    private static IClaimGuardGrain Guard(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<IClaimGuardGrain>("claims-" + who.Customer().Value);
}
