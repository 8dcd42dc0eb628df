namespace Commerce.Silo.Gateways.Stripe;

/// <summary>How Stripe is reached: configuration section <c>Commerce:Stripe</c>.</summary>
internal sealed record StripeSettings
{
    /// <summary>The secret key. Without one, cards are simulated.</summary>
    public string? SecretKey { get; init; }

    /// <summary>What webhooks are signed with.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>What webhooks are signed with from soon on, while the secret changes.</summary>
    public string? WebhookSecretNext { get; init; }

    /// <summary>Where its API is.</summary>
    public Uri Url { get; init; } = new("https://api.stripe.com");

    /// <summary>Whether it is used.</summary>
    public bool IsOn => !string.IsNullOrEmpty(SecretKey);

    /// <summary>Whether webhooks can be told from rubbish.</summary>
    public bool TakesWebhooks =>
        IsOn && !(string.IsNullOrEmpty(WebhookSecret) && string.IsNullOrEmpty(WebhookSecretNext));

    /// <summary>Names what is wrong with these settings; null when nothing is. Says nothing of a secret.</summary>
    public string? Fault() => Url is not { IsAbsoluteUri: true, Scheme: "https" or "http" }
        ? "Commerce__Stripe__Url is no web address."
        : Url is { Scheme: "http", IsLoopback: false } ? "Commerce__Stripe__Url must begin with https://." : null;

    /// <summary>Says nothing of the secrets.</summary>
    public override string ToString() => "StripeSettings";
}
