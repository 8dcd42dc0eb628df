using Commerce.Grains.Carts;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;
using Commerce.Kit;
using Microsoft.Extensions.DependencyInjection;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Carts;

/// <summary>X-06: a guest's cart at sign-in.</summary>
public sealed class MergingCarts : IAsyncLifetime
{
    private static readonly CustomerId Ada = CustomerId.Of("customer-ada");
    private static readonly CartId Hers = CartId.Of("cart-hers");
    private static readonly CartId Guests = CartId.Of("cart-guests");

    private GrainHost host = null!;

    private IAccountGrain Accounts => host.Grains.GetGrain<IAccountGrain>("accounts");

    public async ValueTask InitializeAsync()
    {
        host = await GrainHost.Start(add: services => services
            .AddSingleton<CatalogueCache>()
            .AddSingleton<CatalogueReader>()
            .AddSingleton<PriceBook>()
            .AddSingleton<ICourier>(all => new CartCourier(all.GetRequiredService<IGrainFactory>()))
            .AddSingleton<ICourier>(all => new CustomerCourier(all.GetRequiredService<IGrainFactory>())));
        await Accounts.Register(Ada, new("Ada", "ada@example.com", "hash"), Call.System);
    }

    public ValueTask DisposeAsync() => host.DisposeAsync();

    [Fact]
    public async Task Makes_the_cart_itself_theirs_when_they_have_none()
    {
        await Add(Guests, Atlas, 2);
        Assert.Equal(Guests, Done(await Accounts.TakeCart(Guests, Ada, Call.System)).Id);
        Done(await Accounts.TakeCart(Guests, Ada, Call.System));
        Assert.Equal(Ada, await Cart(Guests).Owner());
        Assert.Equal(Guests, Assert.IsType<Outcome<CustomerView>.Done>(await Customer.View()).Value.Cart);
    }

    [Fact]
    public async Task Adds_the_lines_up_once_however_often_it_is_asked()
    {
        await HerCart();
        await Add(Guests, Atlas, 998);
        await Add(Guests, Globe, 1);
        for (var times = 0; times < 3; times++)
        {
            var cart = Done(await Accounts.TakeCart(Guests, Ada, Call.System));
            Assert.Equal((Hers, "ATLAS=999,GLOBE=1"), (cart.Id, LinesOf(cart)));
            await host.Deliver("cart", Guests.Value);
        }

        Assert.Equal("merged", Done(await Cart(Guests).View()).Status);
        Assert.Equal(2, Done(await Cart(Guests).View()).Lines.Length);
    }

    [Fact]
    public async Task Loses_nothing_when_it_stops_after_the_first_write()
    {
        await HerCart();
        await Add(Guests, Globe, 3);
        Done(await Cart(Guests).Merge(new(Hers, Ada), Call.System));
        await host.Deliver("cart", Guests.Value);
        await host.Deliver("cart", Guests.Value);
        Assert.Equal("ATLAS=2,GLOBE=3", LinesOf(Done(await Cart(Hers).View())));
    }

    /// <summary>PRC-11: what was stored with a line counts until the next quote; of the same variant, what the customer
    /// was shown.</summary>
    [Fact]
    public async Task Keeps_the_price_that_was_stored_with_each_line()
    {
        await HerCart(Dollars(1200));
        await Add(Guests, Atlas, 1, Dollars(1500));
        await Add(Guests, Globe, 1, Dollars(900));
        var cart = Done(await Accounts.TakeCart(Guests, Ada, Call.System));
        Assert.Equal(
            [("ATLAS", 3, Dollars(1200), "Sale"), ("GLOBE", 1, Dollars(900), "Sale")],
            cart.Lines.Select(line => (line.Sku.Value, line.Quantity, line.UnitPrice, line.PriceName)));
        Assert.Equal(Dollars(4500), cart.Totals.Items);
    }

    [Fact]
    public async Task Waits_for_a_cart_that_is_being_paid_and_goes_aside_when_it_ended()
    {
        await HerCart();
        await Add(Guests, Globe, 3);
        Done(await Cart(Hers).TakeQuote(new(1, ToAda, Lines((Atlas, 2)), QuoteOf((Atlas, 2))), Call.System));
        Assert.IsType<Outcome<CartBasis>.Done>(
            await Cart(Hers).Freeze(new(2, QuoteOf((Atlas, 2)), "request"), Call.System));
        Done(await Accounts.TakeCart(Guests, Ada, Call.System));
        Assert.Equal("ATLAS=2", LinesOf(Done(await Cart(Hers).View())));
        Done(await Cart(Hers).Close(Commerce.Grains.Orders.AttemptId.Of(Hers.Order, 1)));
        await host.Deliver("cart", Guests.Value);
        await host.Deliver("cart", Guests.Value);
        Assert.Equal("GLOBE=3", LinesOf(Done(await Cart(Guests.Aside).View())));
        Assert.Equal(Ada, await Cart(Guests.Aside).Owner());
    }

    [Fact]
    public async Task Is_not_possible_with_somebody_elses_cart()
    {
        await Add(Guests, Globe, 1);
        Done(await Cart(Guests).Claim(CustomerId.Of("customer-eve"), Call.System));
        Assert.IsType<NotFound>(Assert.IsType<Outcome<CartView>.Refused>(
            await Accounts.TakeCart(Guests, Ada, Call.System)).Why);
    }

    private ICustomerGrain Customer => host.Grains.GetGrain<ICustomerGrain>(Ada.Value);

    private ICartGrain Cart(CartId id) => host.Grains.GetGrain<ICartGrain>(id.Value);

    private async Task HerCart(Money? price = null)
    {
        Done(await Accounts.TakeCart(Hers, Ada, Call.System));
        await Add(Hers, Atlas, 2, price);
    }

    private async Task Add(CartId cart, CatalogueItem item, int quantity, Money? price = null) => Done(
        await Cart(cart).AddLine(new(item, quantity, price is { } sale ? new(sale, "Sale") : null), Call.System));

    private static string LinesOf(CartView cart) =>
        string.Join(',', cart.Lines.Select(line => $"{line.Sku}={line.Quantity}").Order(StringComparer.Ordinal));

    private static CartView Done(Outcome<CartView> outcome) => Assert.IsType<Outcome<CartView>.Done>(outcome).Value;
}
