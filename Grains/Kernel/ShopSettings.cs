namespace Commerce.Grains.Kernel;

/// <summary>The shop's settings (PRM-01, -06, -07, -16): configuration section <c>Commerce</c>, one name
/// each.</summary>
public sealed record ShopSettings
{
    /// <summary>ISO 4217 code of the one currency of the shop. Cannot change once data exists.</summary>
    public string Currency { get; init; } = "USD";

    /// <summary>IANA name of the zone in which staff enter and read dates.</summary>
    public string TimeZone { get; init; } = "UTC";

    /// <summary>The shop's name in mails.</summary>
    public string Name { get; init; } = "Store";

    /// <summary>Where mails come from.</summary>
    public string ServiceAddress { get; init; } = "service@shop.example";

    /// <summary>The shop's address on the web, in mails; null: mails name none.</summary>
    public string? Url { get; init; }

    /// <summary>Where staff work, in mails to them: their page of an order is <c>/orders/ID</c> below it; null: the
    /// admin API below <see cref="Url"/>.</summary>
    public string? StaffUrl { get; init; }

    /// <summary>Whether express shipping is offered (PRM-06).</summary>
    public bool ExpressShipping { get; init; } = true;

    /// <summary>Whether pickup is offered (PRM-06).</summary>
    public bool Pickup { get; init; }

    /// <summary>ISO 3166 code of the shop's own country; null: orders fetched there are not taxed.</summary>
    public string? Country { get; init; }

    /// <summary>The region of that country, where it has regions of its own tax.</summary>
    public string? Region { get; init; }

    /// <summary>Whether buyers see the names of user classes; else their price is a 'Special Price' (PRM-05,
    /// UCL-05).</summary>
    public bool ShowUserClasses { get; init; } = true;

    /// <summary>Whether buyers put themselves into user classes (PRM-05, UCL-04).</summary>
    public bool UserClassSelfPlacement { get; init; } = true;

    /// <summary>Whether staff approve who is in a user class (PRM-05, PRC-03).</summary>
    public bool UserClassApproval { get; init; } = true;

    /// <summary>Whether it is worked out each night, and shown, what buyers of a product also bought
    /// (SCH-01).</summary>
    public bool AlsoBought { get; init; }

    /// <summary>Whether products may be ordered before their date (CAT-06).</summary>
    public bool AllowPreOrders { get; init; } = true;

    /// <summary>How long an open cart lives (CART-12).</summary>
    public TimeSpan CartDuration { get; init; } = TimeSpan.FromDays(30);

    /// <summary>How long a cart stays frozen before it asks its order for the verdict.</summary>
    public TimeSpan FreezeTime { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>How long a hold promises goods to an attempt that has not been confirmed.</summary>
    public TimeSpan HoldTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>A hold with less time left than this is too late to confirm.</summary>
    public TimeSpan HoldMargin { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an order may be in doubt before the gateway is asked (PRM-16: zombie age).</summary>
    public TimeSpan DoubtTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long the shopper has for a step of their own (3-D Secure).</summary>
    public TimeSpan ActionTime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How long one gateway call may take.</summary>
    public TimeSpan GatewayPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>After this time no request is sent again under its first key.</summary>
    public TimeSpan GatewayKeyTime { get; init; } = TimeSpan.FromHours(23);

    /// <summary>How long after the last sending 'nothing found' is believed.</summary>
    public TimeSpan GatewayQuietTime { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>After this time an errand without an answer is sent again.</summary>
    public TimeSpan ErrandRetry { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>When something due could not be settled, it is looked at again after this time.</summary>
    public TimeSpan LookAgain { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Most open holds on one stock item.</summary>
    public int OpenHoldsMost { get; init; } = 1_000;

    /// <summary>Most attempts to pay one order.</summary>
    public int AttemptsMost { get; init; } = 10;

    /// <summary>Whether an order can be shipped in parts: then the payment method of a checkout is kept for its later
    /// charges (C6), which the storefront must say to the customer.</summary>
    public bool ShipInParts { get; init; } = true;

    /// <summary>Whether promises are asked for that can be taken in several parts, where card and gateway allow it
    /// (C4).</summary>
    public bool ManyCaptures { get; init; }

    /// <summary>Whether payment methods are kept although no order needs them any more (PRM-08); else they are
    /// forgotten at the gateway (PAY-17).</summary>
    public bool SaveCards { get; init; } = true;

    /// <summary>For how long the gateway may say nothing of a capture or a refund before a person hears; it is asked
    /// on (PAY-14).</summary>
    public TimeSpan GatewaySilence { get; init; } = TimeSpan.FromHours(8);

    /// <summary>How much of an item's shipping is proposed to go back on a return, in percent (SHP-11).</summary>
    public int ShippingRefundPercent { get; init; }

    /// <summary>How long captured money may take to reach the balance before a person hears (PRM-16).</summary>
    public TimeSpan SettlementTime { get; init; } = TimeSpan.FromDays(2);

    /// <summary>How long a customer stays signed in.</summary>
    public TimeSpan SessionLifetime { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Most tries to sign in to one account within <see cref="SignInWindow"/>.</summary>
    public int SignInTriesMost { get; init; } = 10;

    /// <summary>How long tries to sign in are counted together.</summary>
    public TimeSpan SignInWindow { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Whether gift certificates are sold (GC-04).</summary>
    public bool CertificatesSold { get; init; } = true;

    /// <summary>Least whole units of the currency that a certificate is sold for (GC-04).</summary>
    public int CertificateLeast { get; init; } = 5;

    /// <summary>Most whole units of the currency that a certificate is sold for (GC-04).</summary>
    public int CertificateMost { get; init; } = 300;

    /// <summary>For how many months a certificate that was bought is good (GC-06).</summary>
    public int CertificateMonths { get; init; } = 12;

    /// <summary>For how many days money may be used that came back to a certificate after its expiry; 0: not at
    /// all.</summary>
    public int ReinstatedDays { get; init; } = 30;

    /// <summary>Where staff see an order (EML-07).</summary>
    /// <param name="order">Its id.</param>
    public string StaffPageOf(string order) =>
        $"{StaffUrl?.TrimEnd('/') ?? Url?.TrimEnd('/') + "/v1/admin"}/orders/{order}";
}
