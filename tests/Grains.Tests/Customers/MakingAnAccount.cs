using System.Text.Json;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Grains.Tests.Customers;

public sealed class MakingAnAccount : IAsyncLifetime
{
    private static readonly NewCustomer Ada = new("Ada", "ada@example.com", "hash");
    private static readonly CustomerId First = CustomerId.Of("customer-1");
    private static readonly CustomerId Second = CustomerId.Of("customer-2");

    private GrainHost host = null!;

    private IAccountGrain Accounts => host.Grains.GetGrain<IAccountGrain>("accounts");

    public async ValueTask InitializeAsync() => host = await GrainHost.Start(
        add: services => services.AddSingleton<ICourier>(all => new CustomerCourier(
            all.GetRequiredService<IGrainFactory>())));

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Gives_an_address_to_one_customer_whatever_its_letters()
    {
        Assert.IsType<Outcome<CustomerView>.Done>(await Accounts.Register(First, Ada, Call.System));
        await Accounts.Register(Second, Ada with { Email = " ADA@Example.com", PasswordHash = "eves" }, Call.System);
        Assert.Equal(new Credentials(First, "hash"), await Accounts.Find("Ada@example.com"));
        Assert.IsType<NotFound>(
            Assert.IsType<Outcome<CustomerView>.Refused>(await Customer(Second).View()).Why);
        Assert.Null(await Customer(Second).Credentials());
        Assert.Null(await Accounts.Find("eve@example.com"));
    }

    [Fact]
    public async Task Answers_alike_whether_the_address_has_an_account()
    {
        var eve = Ada with { Email = "eve@example.com" };
        var made = await Accounts.Register(First, Ada, Keyed("one"));
        var turned = await Accounts.Register(Second, Ada, Keyed("two"));
        Assert.Equal(Bare(made, First), Bare(turned, Second));
        Assert.IsType<Outcome<CustomerView>.Repeated>(await Accounts.Register(Second, Ada, Keyed("two")));
        foreach (var passed in new[] { TimeSpan.Zero, KernelLimits.KeyTime })
        {
            host.Clock.Advance(passed);
            Assert.Equal(Again(await Accounts.Register(First, eve, Keyed("one", "other"))), new IdempotencyKeyUsed());
            Assert.Equal(Again(await Accounts.Register(Second, eve, Keyed("two", "other"))), new IdempotencyKeyUsed());
        }

        Assert.Equal(Again(await Accounts.Register(First, Ada, Keyed("one"))), new IdempotencyKeyUsed());
        Assert.Equal(Again(await Accounts.Register(Second, Ada, Keyed("two"))), new IdempotencyKeyUsed());
        var nameless = await Accounts.Register(CustomerId.Of("customer-3"), Ada with { Name = " " }, Call.System);
        Assert.IsType<InvalidValue>(Assert.IsType<Outcome<CustomerView>.Refused>(nameless).Why);
    }

    [Fact]
    public async Task Writes_as_often_whether_the_address_has_an_account()
    {
        await Accounts.Register(First, Ada, Call.System);
        await Accounts.Register(Second, Ada, Call.System);
        Assert.Equal(
            ["owner.reserved", "customer.registered", "owner.reserved", "customer.turned-away"],
            host.Storage.Envelopes.SelectMany(EventsOf).Where(type =>
                type is "owner.reserved" or "customer.registered" or "customer.turned-away"));
    }

    [Fact]
    public async Task Tells_the_owner_of_the_address_once_a_day()
    {
        await Accounts.Register(First, Ada, Call.System);
        foreach (var (number, mails) in new[] { (2, 1), (3, 1), (4, 2) })
        {
            var id = CustomerId.Of($"customer-{number}");
            await Accounts.Register(id, Ada, Call.System);
            await host.Deliver("customer", id.Value);
            Assert.Equal(mails, MailsTo(Ada.Email));
            if (number == 3) host.Clock.Advance(TimeSpan.FromDays(1));
        }
    }

    [Fact]
    public async Task Waits_for_another_that_is_being_made()
    {
        await Owner(Ada.Email).Claim(OwnedName.Email(Ada.Email), First, "t", host.Clock.Now().AddMinutes(5));
        var refused = await Accounts.Register(Second, Ada, Call.System);
        Assert.IsType<TryAgain>(Assert.IsType<Outcome<CustomerView>.Refused>(refused).Why);
    }

    /// <summary>What a claim came to is settled by the errand; else the owner of the address asks when it
    /// lapses.</summary>
    [Fact]
    public async Task Settles_the_claim_of_the_address()
    {
        await Accounts.Register(First, Ada, Call.System);
        await Accounts.Register(Second, Ada, Call.System);
        await host.Deliver("customer", First.Value);
        await host.Deliver("customer", Second.Value);
        Assert.Null(await Due(Ada.Email));
        Assert.Null(await Due(Second.Value));
        Assert.Equal(First.Value, (await Owner(Ada.Email).View()).Holder?.Value);
        Assert.Null((await Owner(Second.Value).View()).Holder);
    }

    [Fact]
    public async Task Leaves_the_address_free_when_it_came_to_nothing()
    {
        var refused = await Accounts.Register(First, Ada with { Name = " " }, Call.System);
        Assert.IsType<InvalidValue>(Assert.IsType<Outcome<CustomerView>.Refused>(refused).Why);
        Assert.IsType<Outcome<CustomerView>.Done>(await Accounts.Register(Second, Ada, Call.System));
    }

    [Fact]
    public async Task Opens_to_its_token_alone_and_for_its_time()
    {
        await Accounts.Register(First, Ada, Call.System);
        var customer = host.Grains.GetGrain<ICustomerGrain>(First.Value);
        await customer.OpenSession(new("s1", "right", "hash"), Call.System);
        Assert.True(await customer.Verify("s1", "right"));
        Assert.False(await customer.Verify("s1", "wrong"));
        Assert.False(await customer.Verify("s2", "right"));
        host.Clock.Advance(TimeSpan.FromDays(30));
        Assert.False(await customer.Verify("s1", "right"));
    }

    private IEmailOwnerGrain Owner(string address) =>
        host.Grains.GetGrain<IEmailOwnerGrain>(OwnedName.Email(address).Key());

    private ICustomerGrain Customer(CustomerId id) => host.Grains.GetGrain<ICustomerGrain>(id.Value);

    private Task<DateTimeOffset?> Due(string address) => host.Grains
        .GetGrain<IDueGrain>(GrainId.Create("email-owner", OwnedName.Email(address).Key())).Look();

    private static IEnumerable<string> EventsOf(JsonElement envelope) =>
        envelope.TryGetProperty("events", out var events)
            ? events.EnumerateArray().Select(one => one.GetProperty("event").GetProperty("$type").GetString()!)
            : [];

    private int MailsTo(string address) => host.Storage.Envelopes
        .Where(envelope => envelope.TryGetProperty("outgoing", out _))
        .SelectMany(envelope => envelope.GetProperty("outgoing").EnumerateArray())
        .Count(mail => mail.GetProperty("template").GetString() == "account-there"
            && mail.GetProperty("to").GetString() == address);

    private static Call Keyed(string key, string body = "body") => Call.System with { Key = new(key, body) };

    private static Refusal Again(Outcome<CustomerView> outcome) =>
        Assert.IsType<Outcome<CustomerView>.Refused>(outcome).Why;

    // All that an answer shows but the id, and the name and address that whoever asks has given.
    private static string Bare(Outcome<CustomerView> outcome, CustomerId id)
    {
        var (seen, version) = Assert.IsType<Outcome<CustomerView>.Done>(outcome);
        Assert.Equal(id, seen.Id);
        return KernelText.Of(seen with { Id = First, Name = "", Email = "" }) + version;
    }
}
