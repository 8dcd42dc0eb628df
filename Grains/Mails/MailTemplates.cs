namespace Commerce.Grains.Mails;

/// <summary>The mails that the shop sends by itself (EML-01..07), as they are until staff change their words.</summary>
internal static class MailTemplates
{
    public static MailTemplate NewOrder { get; } = new(
        "new-order",
        "When an order is paid for.",
        "Your order order_id_here",
        """
        Thank you for your order. We received it on confirmed_date_here.

        Your order number is order_id_here.

        item_summary_here

        shipping_method_here

        shipping_heading_here
        address_here

        price_summary_here

        customer_service_signature_here
        """)
    {
        Number = 1,
        Title = "New order",
        Offered = MailVariables.OfAnOrder,
        IssueTypes = ["new order"],
    };

    public static MailTemplate OrderShipped { get; } = new(
        "order-shipped",
        "When items of an order have left the house.",
        "Your order order_id_here has shipped",
        """
        We shipped the following on shipped_date_here:

        item_summary_here

        Shipped to:
        address_here

        Carrier: carrier_here
        Tracking number: tracking_number_here

        sentence_about_whether_this_completes_the_order_here

        customer_service_signature_here
        """)
    {
        Number = 2,
        Title = "Order shipped",
        Offered = MailVariables.OfAShipment,
        IssueTypes = ["order shipped"],
    };

    public static MailTemplate DelayedCreditDenied { get; } = new(
        "delayed-credit-denied",
        "When a payment turns out to be declined after its shopper has left.",
        "The payment for your order order_id_here was declined",
        """
        You placed order order_id_here on confirmed_date_here.

        We were able to reach the payment network only later, and your payment
        was declined. Nothing was charged.

        Your cart is saved. To order the same items, come back to it
        and check out with another payment method.

        customer_service_signature_here
        """)
    {
        Number = 3,
        Title = "Delayed credit denied",
        Offered = MailVariables.OfADecline,
        IssueTypes = ["billing"],
    };

    public static MailTemplate PaymentWanted { get; } = new(
        "payment-wanted",
        "When what is still to be shipped of an order cannot be charged without its buyer, or staff ask for it.",
        "Please pay the rest of your order order_id_here",
        """
        We could not charge amount_here for your order order_id_here.

        What has not been shipped yet leaves as soon as it is paid for. Pay it
        with any payment method until until_date_here:

        payment_link_here

        This works once. If you no longer want the rest, please write to us.

        customer_service_signature_here
        """)
    {
        Offered = MailVariables.OfAPaymentLink,
    };

    public static MailTemplate CertificateBought { get; } = new(
        "certificate-bought",
        "When a gift certificate is paid for, to its buyer.",
        "Your gift certificate certificate_id_here",
        """
        Thank you for your order of a gift certificate.

        Number: certificate_id_here
        Amount: certificate_amount_here
        To: certificate_to_here
        From: certificate_from_here
        Good until: expires_date_here

        certificate_message_here

        We have sent it to recipient_email_here.

        customer_service_signature_here
        """)
    {
        Number = 4,
        Title = "New gift certificate order",
        Offered = MailVariables.OfACertificate,
        IssueTypes = ["gift certificate"],
    };

    public static MailTemplate CertificateGiven { get; } = new(
        "certificate-given",
        "When a gift certificate is paid for, to whoever gets it.",
        "A gift certificate for you",
        """
        To: certificate_to_here
        From: certificate_from_here
        Amount: certificate_amount_here

        certificate_message_here

        To use it, sign in, put what you like into your cart, and enter this
        claim check before you pay:

        claim_check_here

        Upper and lower case differ. It is good until expires_date_here.

        customer_service_signature_here
        """)
    {
        Number = 5,
        Title = "Gift certificate recipient",
        Offered = MailVariables.OfAGift,
        IssueTypes = ["gift certificate"],
    };

    public static MailTemplate CertificateNotBought { get; } = new(
        "certificate-not-bought",
        "When the payment of a gift certificate turns out to have failed after its buyer has left.",
        "Your gift certificate could not be paid for",
        """
        You ordered a gift certificate:

        Amount: certificate_amount_here
        To: certificate_to_here
        From: certificate_from_here

        certificate_message_here

        Your payment was declined. Nothing was charged, and nothing was sent.
        To order it, please try again with another payment method.

        customer_service_signature_here
        """)
    {
        Number = 6,
        Title = "Gift certificate order failure",
        Offered = MailVariables.OfACertificate,
        IssueTypes = ["gift certificate"],
    };

    public static MailTemplate AccountThere { get; } = new(
        "account-there",
        "When somebody wants to make an account with an address that has one: to its owner, once a day at most.",
        "You have an account at system_name_here",
        """
        Somebody wanted to make an account with this e-mail address. There is
        one already, and nothing about it was changed.

        If it was you: sign in with the password that you chose then. If not,
        you need do nothing.

        customer_service_signature_here
        """);

    /// <summary>Goes to staff, and no template of theirs replaces it (EML-07).</summary>
    public static MailTemplate ProductOrdered { get; } = new(
        "product-ordered",
        "When an order with the product is paid for, to whom the product's notes name.",
        "An order for product_name_here",
        """
        Order order_id_here is paid for and holds:

        item_summary_here

        order_link_here
        """)
    {
        Offered = MailVariables.OfANotice,
        ToMany = true,
    };

    private static readonly Dictionary<string, MailTemplate> Known = new[]
    {
        NewOrder, OrderShipped, DelayedCreditDenied, PaymentWanted, CertificateBought, CertificateGiven,
        CertificateNotBought, AccountThere, ProductOrdered,
    }.ToDictionary(template => template.Name);

    /// <summary>Every template.</summary>
    public static IReadOnlyCollection<MailTemplate> All => Known.Values;

    /// <summary>Those whose words staff may change, by their number (EML-08).</summary>
    public static ImmutableArray<MailTemplate> Automatic { get; } =
        [.. Known.Values.Where(template => template.Number > 0).OrderBy(template => template.Number)];

    /// <summary>The automatic mail whose words an entity keeps; null: it is one of the shop's own.</summary>
    public static MailTemplate? Of(MailTemplateId id) => Automatic.FirstOrDefault(template => template.Id == id);

    /// <summary>The template with a name; null: there is none.</summary>
    public static MailTemplate? Of(string name) => Known.GetValueOrDefault(name);
}
