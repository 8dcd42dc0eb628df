using Commerce.Grains.Certificates;
using Commerce.Grains.Checkout;
using Commerce.Grains.Kernel;
using Commerce.Grains.Mails;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Tests.Mails;

public sealed class WritingToABuyer
{
    private const string Hostile = "x\r\nBcc: x@y.example";

    private static readonly ShopSettings Settings = new() { Name = "Books", ServiceAddress = "hello@shop.example" };
    private static readonly DateTimeOffset Noon = new(2026, 3, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly Address Home =
        new("Ada Example", "1 Long Lane", Line2: null, "Springfield", "IL", "62704", "US", Phone: null);

    private static readonly OrderItemView Mugs = Item("1", "Mug", "Blue / Small", 2, "shipped");
    private static readonly OrderItemView Book = Item("2", "A Book", "", 1, "to_be_shipped");

    [Fact]
    public void Says_what_was_ordered() => Assert.Equal(
        """
        Thank you for your order. We received it on 4 March 2026.

        Your order number is 3000000.

        2 x Mug (Blue / Small): Our Price 19.99 USD each
        1 x A Book: Our Price 19.99 USD each

        Standard shipping

        Shipping to:
        Ada Example
        1 Long Lane
        Springfield IL 62704
        US

        Items: 59.97 USD
        Shipping: 5.00 USD
        Tax: 0.00 USD
        Total: 64.97 USD

        Books
        hello@shop.example
        """,
        Text(OrderMails.NewOrder(Order())));

    /// <summary>ORD-30.</summary>
    [Theory]
    [InlineData("express", "Express shipping\n\nShipping to:\nAda Example")]
    [InlineData("pickup", "Pickup\n\nAddress:\nAda Example")]
    [InlineData("none", "No shipping\n\nAddress:\nnot deliverable")]
    public void Says_how_it_is_shipped(string method, string said) => Assert.Contains(
        said,
        Text(OrderMails.NewOrder(Order() with
        {
            Delivery = new("ada@shop.example", method == "none" ? null : Home, method),
        })),
        StringComparison.Ordinal);

    [Fact]
    public void Says_what_was_shipped_and_that_more_will_come() => Assert.Equal(
        """
        We shipped the following on 5 March 2026:

        2 x Mug (Blue / Small)

        Shipped to:
        Ada Example
        1 Long Lane
        Springfield IL 62704
        US

        Carrier: Pigeon
        Tracking number: not known

        There is still more to come. We will let you know when the rest of your order ships.

        Books
        hello@shop.example
        """,
        Text(OrderMails.Shipped(Order(), "shipment-1")));

    [Theory]
    [InlineData("shipped")]
    [InlineData("arrived")]
    [InlineData("void")]
    public void Says_when_nothing_more_will_come(string state)
    {
        var order = Order() with { Items = [Mugs, Book with { State = state }] };

        var text = Text(OrderMails.Shipped(order, "shipment-1"));
        Assert.Contains("\nThis completes your order.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("more to come", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Says_that_the_cart_is_saved()
    {
        var text = Text(OrderMails.DelayedDenied(3_000_000, Noon, "ada@example.org"));

        Assert.Contains("order 3000000 on 4 March 2026", text, StringComparison.Ordinal);
        Assert.Contains("Your cart is saved.", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_to_the_buyer() => Assert.All(
        Every(Order()), mail => Assert.Equal(("mail", "ada@example.org"), (mail.Kind, mail.To)));

    [Fact]
    public void Names_the_order_in_every_subject() => Assert.All(
        Every(Order()), mail => Assert.Contains("3000000", Filled(mail).Subject, StringComparison.Ordinal));

    [Fact]
    public void Says_that_nothing_is_delivered_without_an_address()
    {
        var order = Order() with { Delivery = new("ada@example.org", Address: null, "none") };

        Assert.Contains("\nnot deliverable\n", Text(OrderMails.NewOrder(order)), StringComparison.Ordinal);
        Assert.Contains("\nnot deliverable\n", Text(OrderMails.Shipped(order, "shipment-1")), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_what_was_voided()
    {
        var order = Order() with { Items = [Mugs, Book with { State = "void" }] };

        Assert.DoesNotContain("A Book", Text(OrderMails.NewOrder(order)), StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_certificates_when_there_are_some()
    {
        var order = Order();
        order = order with { Totals = order.Totals with { Certificates = Dollars(1_000), Due = Dollars(5_497) } };

        var text = Text(OrderMails.NewOrder(order));
        Assert.Contains("Gift certificates: -10.00 USD\nTotal: 54.97 USD", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Falls_back_to_the_sku_of_an_item_that_is_not_there()
    {
        var shipment = Order().Shipments[0] with { Items = [new("9", new("LOST-1"), 3)] };

        var text = Text(OrderMails.Shipped(Order() with { Shipments = [shipment] }, "shipment-1"));
        Assert.Contains("3 x LOST-1", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_every_name_in_its_line()
    {
        var home = new Address(Hostile, Hostile, Hostile, Hostile, Hostile, Hostile, Hostile, Hostile);
        var item = Mugs with { Name = Hostile, Options = Hostile, PriceName = Hostile };
        var order = Order() with { Items = [item], Delivery = new("ada@example.org", home, "standard") };
        order = order with { Shipments = [order.Shipments[0] with { Carrier = Hostile, Tracking = Hostile }] };

        Assert.All(Every(order), mail =>
        {
            Assert.DoesNotContain("\nBcc", Filled(mail).Text, StringComparison.Ordinal);
            Assert.DoesNotContain('\r', Filled(mail).Text);
        });
    }

    [Fact]
    public void Gives_every_template_the_values_it_has_places_for() => Assert.All(
        [.. Every(Order()), .. OfGifts, Notice], mail =>
    {
        var template = MailTemplates.Of(mail.Template)!;
        Assert.Equal(template.Offered.Order(), mail.Values.Keys.Order());
        Assert.Empty(template.Variables().Except(template.Offered).Except(MailVariables.OfEveryMail));
    });

    [Fact]
    public void Tells_those_who_keep_a_product_of_its_items_alone()
    {
        var filled = Filled(Notice);
        Assert.Equal("An order for A Book", filled.Subject);
        Assert.Equal(
            """
            Order 3000000 is paid for and holds:

            1 x A Book: Our Price 19.99 USD each

            https://staff.example/orders/order-1
            """,
            filled.Text);
    }

    [Theory]
    [InlineData(null, null, "/v1/admin/orders/order-1")]
    [InlineData("https://shop.example/", null, "https://shop.example/v1/admin/orders/order-1")]
    [InlineData("https://shop.example", "https://staff.example/", "https://staff.example/orders/order-1")]
    public void Links_to_where_staff_see_the_order(string? url, string? staffUrl, string page) =>
        Assert.Equal(page, (Settings with { Url = url, StaffUrl = staffUrl }).StaffPageOf("order-1"));

    [Fact]
    public void Says_when_a_shipment_should_arrive()
    {
        var late = MailTemplates.OrderShipped with { Text = "expected_arrival_date_here" };
        var order = Order();
        Assert.Equal("not known", MailText.Of(late, OrderMails.Shipped(order, "shipment-1").Values, Settings).Text);
        order = order with { Shipments = [order.Shipments[0] with { ExpectedAt = Noon.AddDays(4) }] };
        Assert.Equal("8 March 2026", MailText.Of(late, OrderMails.Shipped(order, "shipment-1").Values, Settings).Text);
    }

    [Fact]
    public void Has_the_amounts_one_by_one_and_what_is_given_in_one()
    {
        var amounts = MailTemplates.NewOrder with { Text = "price_here shipping_here tax_here total_here" };
        Assert.Equal(
            "59.97 USD 5.00 USD 0.00 USD 64.97 USD",
            MailText.Of(amounts, OrderMails.NewOrder(Order()).Values, Settings).Text);
        var gift = MailTemplates.CertificateGiven with { Text = "amount_and_message_summary_here" };
        var text = MailText.Of(gift, CertificateMails.Given(Gift).Values, Settings).Text;
        Assert.Equal(
            $"Amount: {Gift.Amount}\nTo: {Gift.Letter!.To}\nFrom: {Gift.Letter.From}\nMessage: {Gift.Letter.Message}",
            text);
    }

    [Fact]
    public void Tells_the_claim_check_to_the_recipient_and_to_nobody_else()
    {
        var check = Certificates.GivenACertificate.Check;
        Assert.Contains(check, Filled(CertificateMails.Given(Gift)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(
            check, Filled(CertificateMails.Bought(Gift, "bob@example.org")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_a_mail_for_every_template() => Assert.Equal(
        MailTemplates.All.Select(template => template.Name).Order(),
        Every(Order()).Concat(OfGifts).Append(Notice).Append(AccountMails.AlreadyThere("ada@example.com"))
            .Select(mail => mail.Template).Order());

    private static CertificateView Gift { get; } = CertificateViews.Of(
        Certificates.GivenACertificate.Id, Certificates.GivenACertificate.ABoughtOne.State);

    private static Outgoing[] Every(OrderView order) =>
    [
        OrderMails.NewOrder(order),
        OrderMails.Shipped(order, "shipment-1"),
        OrderMails.DelayedDenied(order.Number, Noon, order.Delivery!.Email),
        OrderMails.PaymentWanted(order, order.Totals.Due, Noon, "https://shop.example/orders/order-1/payment?link=x"),
    ];

    private static Outgoing Notice => OrderMails.Ordered(
        Order(), new(Book.Product, "A \r\nBook", "bob@shop.example, eve@shop.example"),
        "https://staff.example/orders/order-1");

    private static Outgoing[] OfGifts =>
    [
        CertificateMails.Bought(Gift, "bob@example.org"),
        CertificateMails.Given(Gift),
        CertificateMails.NotBought(Gift, "bob@example.org"),
    ];

    private static string Text(Outgoing mail) => Filled(mail).Text;

    private static MailText Filled(Outgoing mail) =>
        MailText.Of(MailTemplates.Of(mail.Template)!, mail.Values, Settings);

    private static OrderView Order() => new(
        new("order-1"),
        3_000_000,
        "partially_fulfilled",
        "Part of your order has shipped",
        [Mugs, Book],
        new(Dollars(5_997), Dollars(500), Dollars(0), Dollars(0), Dollars(6_497)),
        Payments: [],
        [new("shipment-1", "shipped", [new("1", new("MUG-1"), 2)], "Pigeon", Tracking: null, Noon.AddDays(1))],
        new Delivery("ada@example.org", Home, "standard"),
        ConfirmedAt: Noon,
        AuthorizedAt: Noon,
        VoidedAt: null,
        VoidReason: null);

    private static OrderItemView Item(string id, string name, string options, int quantity, string state) => new(
        id, new($"SKU-{id}"), new($"product-{id}"), name, options, quantity, state, Dollars(1_999), "Our Price",
        Dollars(0), Dollars(0), ShipmentId: null);

    private static Money Dollars(long cents) => new(cents, "USD");
}
