using System.Text.Json.Serialization;
using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;

namespace Commerce.Grains.Customers;

/// <summary>What can happen to a customer. What is personal or secret stands in the state only: it is left out of what
/// is stored of the event.</summary>
internal abstract record CustomerEvent
{
    private CustomerEvent() { }

    [Alias("customer.registered")]
    public sealed record Registered(
        [property: JsonIgnore] string Name,
        [property: JsonIgnore] string Email,
        [property: JsonIgnore] string PasswordHash,
        string Ticket,
        DateTimeOffset At) : CustomerEvent
    {
        public override string ToString() => "Registered";
    }

    /// <summary>The address is another customer's: there is no account, and nobody is told but that customer.</summary>
    [Alias("customer.turned-away")]
    public sealed record TurnedAway(
        CustomerId Owner, [property: JsonIgnore] string Said, string Ticket, DateTimeOffset At) : CustomerEvent;

    /// <summary>They had a mail that somebody wanted to make an account with their address.</summary>
    [Alias("customer.registration-heard")]
    public sealed record RegistrationHeard(DateTimeOffset At) : CustomerEvent;

    [Alias("customer.renamed")]
    public sealed record Renamed([property: JsonIgnore] string Name) : CustomerEvent
    {
        public override string ToString() => "Renamed";
    }

    [Alias("customer.consent-changed")]
    public sealed record ConsentChanged(bool SavesMethods) : CustomerEvent
    {
        /// <summary>When it was given; null: it was taken back, or is from before that was kept.</summary>
        public DateTimeOffset? GivenAt { get; init; }
    }

    [Alias("customer.tax-exemption-changed")]
    public sealed record TaxExemptionChanged(bool Exempt) : CustomerEvent;

    [Alias("customer.password-changed")]
    public sealed record PasswordChanged(
        [property: JsonIgnore] string PasswordHash, string? Session) : CustomerEvent
    {
        public override string ToString() => "PasswordChanged";
    }

    [Alias("customer.session-opened")]
    public sealed record SessionOpened(
        string Session, [property: JsonIgnore] string Hash, DateTimeOffset At, DateTimeOffset Until) : CustomerEvent
    {
        public override string ToString() => $"SessionOpened {{ {Session} }}";
    }

    [Alias("customer.session-closed")]
    public sealed record SessionClosed(string Session) : CustomerEvent;

    /// <summary>Added, or changed.</summary>
    [Alias("customer.address-kept")]
    public sealed record AddressKept(string Id, [property: JsonIgnore] Address Address) : CustomerEvent;

    [Alias("customer.address-removed")]
    public sealed record AddressRemoved(string Id) : CustomerEvent;

    [Alias("customer.membership-set")]
    public sealed record MembershipSet(string ClassId, bool? Approved) : CustomerEvent;

    [Alias("customer.membership-ended")]
    public sealed record MembershipEnded(string ClassId) : CustomerEvent;

    [Alias("customer.method-kept")]
    public sealed record MethodKept(
        [property: JsonIgnore] SavedMethod Method, string GatewayCustomer) : CustomerEvent
    {
        public string Id => Method.Id;
    }

    [Alias("customer.method-dropped")]
    public sealed record MethodDropped(string Id, DateTimeOffset At) : CustomerEvent;

    /// <summary>The gateway forgot it.</summary>
    [Alias("customer.method-forgotten")]
    public sealed record MethodForgotten(string Id) : CustomerEvent;

    /// <summary>An order still needs it.</summary>
    [Alias("customer.method-needed")]
    public sealed record MethodNeeded(string Id, DateTimeOffset AskAt) : CustomerEvent;

    [Alias("customer.method-failed")]
    public sealed record MethodFailed(string Id) : CustomerEvent;

    [Alias("customer.certificate-added")]
    public sealed record CertificateAdded(string Id) : CustomerEvent;

    [Alias("customer.certificate-removed")]
    public sealed record CertificateRemoved(string Id) : CustomerEvent;

    [Alias("customer.cart-used")]
    public sealed record CartUsed(CartId Cart) : CustomerEvent;
}
