using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;
using Commerce.Grains.Payments;

namespace Commerce.Grains.Customers;

/// <summary>A customer as they and staff see them; neither the password nor sessions are ever shown.</summary>
/// <param name="Id">Their id.</param>
/// <param name="Name">What they are called.</param>
/// <param name="Email">By which they sign in.</param>
/// <param name="TaxExempt">Pays no tax (TAX-07).</param>
/// <param name="SavesMethods">Lets the shop keep payment methods.</param>
/// <param name="Addresses">Where things may go (CHK-02).</param>
/// <param name="Classes">The classes they are in or want to be in (UCL-04).</param>
/// <param name="Methods">Kept payment methods, never a card's number (P-05).</param>
/// <param name="GatewayCustomer">What the gateway calls them, once it knows them.</param>
/// <param name="Certificates">Gift certificates that are theirs, by id.</param>
/// <param name="Cart">The cart they used last, if any.</param>
/// <param name="CreatedAt">Since when there is an account.</param>
[GenerateSerializer, Immutable, Alias("customer-view")]
public sealed record CustomerView(
    CustomerId Id,
    string Name,
    string Email,
    bool TaxExempt,
    bool SavesMethods,
    ImmutableArray<CustomerAddress> Addresses,
    ImmutableArray<CustomerClass> Classes,
    ImmutableArray<SavedMethod> Methods,
    string? GatewayCustomer,
    ImmutableArray<string> Certificates,
    CartId? Cart,
    DateTimeOffset CreatedAt)
{
    /// <summary>Whether the account can hold another gift certificate.</summary>
    public bool HasRoomForCertificates() => Certificates.Length < CustomerLimits.CertificatesMost;

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"CustomerView {{ {Id} }}";
}

/// <summary>An address in a customer's book.</summary>
/// <param name="Id">Its id: <c>address-…</c>.</param>
/// <param name="Address">The address.</param>
[GenerateSerializer, Immutable, Alias("customer-address")]
public sealed record CustomerAddress(string Id, Address Address);

/// <summary>A class that a customer is in, wants to be in, or was turned away from.</summary>
/// <param name="ClassId">Which class: <c>class-…</c>.</param>
/// <param name="Approved">True: a member. Null: waits for staff. False: staff said no.</param>
[GenerateSerializer, Immutable, Alias("customer-class")]
public sealed record CustomerClass(string ClassId, bool? Approved);

/// <summary>A payment method that the gateway keeps for a customer.</summary>
/// <param name="Id">The gateway's id of it.</param>
/// <param name="Card">What may be shown of it.</param>
/// <param name="Failed">It was declined since: it is not offered again (CHK-12).</param>
[GenerateSerializer, Immutable, Alias("saved-method")]
public sealed record SavedMethod(string Id, CardFace Card, bool Failed)
{
    /// <summary>The gateway's id of the customer that it is kept with; null: that of the account.</summary>
    [Id(0)]
    public string? Customer { get; init; }

    /// <summary>Says nothing of the card.</summary>
    public override string ToString() => "SavedMethod";
}
