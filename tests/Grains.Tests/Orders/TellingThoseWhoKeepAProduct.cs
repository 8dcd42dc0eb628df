using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;
using Commerce.Grains.Payments;
using Commerce.Kit;
using static Commerce.Grains.Orders.OrderCommand;
using static Commerce.Grains.Tests.Orders.GivenAnOrder;
using static Commerce.Grains.Tests.TheCast;

namespace Commerce.Grains.Tests.Orders;

/// <summary>EML-07: whom a product's notes name hears of each order, once.</summary>
public sealed class TellingThoseWhoKeepAProduct
{
    private static readonly PurchaseNotice Atlases = new(Atlas.Product, "Atlas", "bob@shop.example, eve@shop.example");
    private static readonly PurchaseNotice Globes = new(Globe.Product, "Globe", "bob@shop.example");

    private static Confirm Noticed => Confirming(FirstTry) with { Notices = [Atlases, Globes] };

    [Fact]
    public void Sends_one_mail_a_product_with_the_write_that_authorises()
    {
        Assert.Empty(MailsOf(AnOrder, Noticed));
        Assert.Equal(
            [("new-order", ToAda.Email), ("product-ordered", Atlases.To), ("product-ordered", Globes.To)],
            MailsOf(AnOrder.GivenDone(Noticed), Told(Approved(Bought))).Select(mail => (mail.Template, mail.To)));
    }

    [Fact]
    public void Sends_none_a_second_time()
    {
        var paid = AnOrder.GivenDone(Noticed, Told(Approved(Bought)));
        paid.When(Told(Approved(Bought))).ThenNothingNew();
        paid.When(Noticed).ThenNothingNew();
        Assert.DoesNotContain(MailsOf(paid, ShipAll), mail => mail.Template == "product-ordered");
    }

    [Fact]
    public void Sends_none_for_a_payment_that_was_declined()
    {
        var declined = new PaymentFact.Declined("pi_1", "generic_decline");
        Assert.Empty(MailsOf(AnOrder.GivenDone(Noticed), Told(declined)));
    }

    [Fact]
    public void Goes_by_the_notes_of_the_attempt_that_is_paid()
    {
        var again = AnOrder.GivenDone(Noticed, Told(new PaymentFact.Declined("pi_1", "generic_decline")))
            .GivenDone(Confirming(SecondTry) with { Notices = [Globes] });
        var mails = MailsOf(again, new Learn(SecondTry, Approved(Bought, "pi_2"), Present: true));
        Assert.Equal([Globes.To], mails.Where(mail => mail.Template == "product-ordered").Select(mail => mail.To));
    }

    [Fact]
    public void Sends_them_too_when_certificates_pay_it_all() => Assert.Equal(
        ["new-order", "product-ordered", "product-ordered"],
        MailsOf(AnOrder, Noticed with { Request = null }).Select(mail => mail.Template));

    [Fact]
    public void Names_the_product_its_items_and_the_page_of_the_order()
    {
        var mail = MailsOf(AnOrder.GivenDone(Noticed), Told(Approved(Bought)))[1];
        Assert.Equal("Atlas", mail.Values["product_name_here"]);
        Assert.Equal("3 x ATLAS: Our Price 19.99 USD each", mail.Values["item_summary_here"]);
        Assert.Equal("/v1/admin/orders/order-ada", mail.Values["order_link_here"]);
    }

    [Fact]
    public void Keeps_no_address_in_the_history()
    {
        var happened = Assert.IsType<Decision<OrderEvent>.Accepted>(AnOrder.When(Noticed).Decision).Events;
        Assert.DoesNotContain("shop.example", KernelText.OfAll(happened), StringComparison.Ordinal);
    }

    private static List<Outgoing> MailsOf(
        Spec<OrderState, OrderCommand, OrderEvent, OrderView> order, OrderCommand command)
    {
        var events = Assert.IsType<Decision<OrderEvent>.Accepted>(order.When(command).Decision).Events;
        var after = order.Given(events).State;
        return [.. events.SelectMany(one => order.Blueprint.Outgoing(AdasOrder.Value, after, one))];
    }
}
