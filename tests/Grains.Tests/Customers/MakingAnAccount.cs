using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;
using Commerce.Grains.Products.Owners;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;

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
        var again = await Accounts.Register(Second, Ada with { Email = " ADA@Example.com" }, Call.System);
        Assert.IsType<EmailTaken>(Assert.IsType<Outcome<CustomerView>.Refused>(again).Why);
        Assert.Equal(First, (await Accounts.Find("Ada@example.com"))?.Customer);
        Assert.Null(await Accounts.Find("eve@example.com"));
    }

    [Fact]
    public async Task Settles_the_claim_of_the_address()
    {
        await Accounts.Register(First, Ada, Call.System);
        await host.Deliver("customer", First.Value);
        var owner = host.Grains.GetGrain<IEmailOwnerGrain>(OwnedName.Email(Ada.Email).Key());
        host.Clock.Advance(TimeSpan.FromDays(1));
        await host.Grains.GetGrain<IEmailOwnerGrain>(OwnedName.Email(Ada.Email).Key()).View();
        Assert.Equal(First.Value, (await owner.View()).Holder?.Value);
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
}
