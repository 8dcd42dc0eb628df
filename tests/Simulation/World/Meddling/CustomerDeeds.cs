using Commerce.Grains.Customers;
using Commerce.Grains.Customers.SignIn;
using Commerce.Grains.Kernel;

namespace Commerce.Simulation.World.Meddling;

/// <summary>What people do with their accounts.</summary>
internal static class CustomerDeeds
{
    private const int GuessesMost = 12;

    public static ImmutableArray<Deed> All { get; } =
    [
        .. Changes.Select<Func<Meddler, CustomerCommand>, Deed>(make =>
            (who, grains, call) => Of(who, grains).Change(make(who), call)),
        (who, grains, call) => Of(who, grains).Register(
            new("Ada", "ada@example.com", "hash", "ticket", who.Town.Clock.Shown), call),
        (who, grains, call) => Of(who, grains).OpenSession(new($"session-{who.Chance.Below(9)}", "h", "hash"), call),
        (who, grains, call) => Of(who, grains).CloseSession($"session-{who.Chance.Below(9)}", call),
        (who, grains, call) => Of(who, grains).KeepMethod(
            new(new($"pm_{who.Chance.Below(3)}", new("visa", "4242", 12, 2029), false), "cus_1"), call),
        (who, grains, call) => Of(who, grains).DropMethod(new($"pm_{who.Chance.Below(3)}"), call),
        (who, grains, _) => Of(who, grains).SettleMethod(new($"pm_{who.Chance.Below(3)}", who.Chance.Percent(50))),
        (who, grains, call) => Of(who, grains).MarkFailed(new($"pm_{who.Chance.Below(3)}"), call),
        (who, grains, call) => Of(who, grains).AddCertificate(new("certificate-none"), call),
        (who, grains, call) => Of(who, grains).RemoveCertificate(new("certificate-none"), call),
        (who, grains, _) => Of(who, grains).UseCart(who.Cart()),
        Guess,
        (who, grains, call) => Guard(who, grains).Forget(call),
    ];

    private static ImmutableArray<Func<Meddler, CustomerCommand>> Changes =>
    [
        who => new CustomerCommand.ChangeProfile("Ada", who.Chance.Percent(50)),
        who => new CustomerCommand.ExemptFromTax(who.Chance.Percent(50)),
        _ => new CustomerCommand.SetPassword("hash", "hash", null),
        who => new CustomerCommand.AddAddress($"address-{who.Chance.Below(5)}", Somewhere(who)),
        who => new CustomerCommand.ChangeAddress($"address-{who.Chance.Below(5)}", Somewhere(who)),
        who => new CustomerCommand.RemoveAddress($"address-{who.Chance.Below(5)}"),
        who => new CustomerCommand.ChooseClasses([Class(who)]),
        who => new CustomerCommand.SetMembership(Class(who), who.Chance.Percent(50)),
        who => new CustomerCommand.EndMembership(Class(who)),
        _ => new CustomerCommand.HearOfRegistration(),
    ];

    private static string Class(Meddler who) => $"class-{who.Chance.Below(3)}";

    private static Grains.Checkout.Address Somewhere(Meddler who) =>
        new("Ada", $"{who.Chance.Below(99)} Row", null, "City", "NY", "10001", "US", null);

    private static async Task Guess(Meddler who, IGrainFactory grains, Call call)
    {
        var guard = Guard(who, grains);
        for (var guess = 0; guess < GuessesMost; guess++) await guard.Try(Call.System);
        if (who.Chance.Percent(50)) await guard.Forget(call);
    }

    private static ICustomerGrain Of(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<ICustomerGrain>(who.Customer().Value);

    private static ISignInGuardGrain Guard(Meddler who, IGrainFactory grains) =>
        grains.GetGrain<ISignInGuardGrain>(GuardKey.Of($"{who.Customer().Name}@example.com"));
}
