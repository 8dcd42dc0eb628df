namespace Commerce.Grains.Mails;

/// <summary>The values that mails can have places for (EML-09..11), and what they stand for.</summary>
internal static class MailVariables
{
    public const string Signature = "customer_service_signature_here";
    public const string SystemName = "system_name_here";
    public const string SystemUrl = "system_url_here";

    private static readonly ImmutableSortedDictionary<string, string> Meanings = new Dictionary<string, string>
    {
        [Signature] = "The shop's name, its customer service's address, and its address on the web.",
        [SystemName] = "The shop's name.",
        [SystemUrl] = "The shop's address on the web; empty where it has none.",
        ["order_id_here"] = "The order's number.",
        ["confirmed_date_here"] = "The day on which the order was submitted.",
        ["item_summary_here"] = "The items, one a line; of a shipment: those in it.",
        ["address_here"] = "Where it goes; 'not deliverable' if nowhere.",
        ["shipping_method_here"] = "How it is shipped: 'Standard shipping', 'Pickup', 'No shipping'.",
        ["shipping_heading_here"] = "What stands above the address: 'Shipping to:', or 'Address:'.",
        ["price_here"] = "What the items come to.",
        ["shipping_here"] = "What shipping comes to.",
        ["tax_here"] = "What tax comes to.",
        ["total_here"] = "What is to be paid after gift certificates.",
        ["price_summary_here"] = "Items, shipping, tax, gift certificates and total, one a line.",
        ["shipped_date_here"] = "The day on which the shipment left.",
        ["expected_arrival_date_here"] = "The day on which it should arrive, or 'not known'.",
        ["carrier_here"] = "Who carries it, or 'not known'.",
        ["tracking_number_here"] = "The carrier's number, or 'not known'.",
        ["sentence_about_whether_this_completes_the_order_here"] = "Whether more will come.",
        ["certificate_id_here"] = "The gift certificate's number.",
        ["certificate_amount_here"] = "What it is worth.",
        ["amount_and_message_summary_here"] = "Amount, to, from and message, one a line.",
        ["certificate_to_here"] = "To whom it is given.",
        ["certificate_from_here"] = "From whom.",
        ["certificate_message_here"] = "What the giver says.",
        ["recipient_email_here"] = "Where it was sent.",
        ["expires_date_here"] = "The last day on which it is good.",
        ["claim_check_here"] = "The secret by which it is claimed.",
        ["amount_here"] = "What is asked for.",
        ["until_date_here"] = "The last day on which the link works.",
        ["payment_link_here"] = "Where the rest is paid.",
        ["product_name_here"] = "The product.",
        ["order_link_here"] = "Where staff see the order.",
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    /// <summary>What every mail has, from the shop's settings.</summary>
    public static ImmutableArray<string> OfEveryMail { get; } = [Signature, SystemName, SystemUrl];

    public static ImmutableArray<string> OfAnOrder { get; } =
    [
        "order_id_here", "confirmed_date_here", "item_summary_here", "shipping_method_here", "shipping_heading_here",
        "address_here", "price_here", "shipping_here", "tax_here", "total_here", "price_summary_here",
    ];

    public static ImmutableArray<string> OfAShipment { get; } =
    [
        "order_id_here", "shipped_date_here", "item_summary_here", "address_here", "carrier_here",
        "tracking_number_here", "expected_arrival_date_here", "sentence_about_whether_this_completes_the_order_here",
    ];

    public static ImmutableArray<string> OfADecline { get; } = ["order_id_here", "confirmed_date_here"];

    public static ImmutableArray<string> OfAPaymentLink { get; } =
        ["order_id_here", "amount_here", "until_date_here", "payment_link_here"];

    /// <summary>Without the claim check, which is for whoever gets it alone.</summary>
    public static ImmutableArray<string> OfACertificate { get; } =
    [
        "certificate_id_here", "certificate_amount_here", "amount_and_message_summary_here", "certificate_to_here",
        "certificate_from_here", "certificate_message_here", "recipient_email_here", "expires_date_here",
    ];

    public static ImmutableArray<string> OfAGift { get; } = OfACertificate.Add("claim_check_here");

    public static ImmutableArray<string> OfANotice { get; } =
        ["order_id_here", "product_name_here", "item_summary_here", "order_link_here"];

    /// <summary>What the messages of a template bring, in their order; of the shop's own ones only what every mail
    /// has.</summary>
    public static ImmutableArray<MailVariable> Of(MailTemplate? standard) =>
        [.. (standard?.Offered ?? []).Concat(OfEveryMail).Select(name => new MailVariable(name, Meanings[name]))];
}

/// <summary>A place that a template can have.</summary>
/// <param name="Name">As it stands in the text.</param>
/// <param name="Meaning">What comes there.</param>
[GenerateSerializer, Immutable, Alias("mail-variable")]
public sealed record MailVariable(string Name, string Meaning);
