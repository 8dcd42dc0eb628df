using System.ComponentModel.DataAnnotations;
using Commerce.Api.Carts;
using Commerce.Api.Http;
using Commerce.Grains.Customers;
using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Api.Customers;

/// <summary>Makes an account.</summary>
internal sealed record NewCustomerBody(
    [property: StringLength(200, MinimumLength = 1)] string Name,
    [property: MailAddress, StringLength(254)] string Email,
    [property: StringLength(200, MinimumLength = 8)] string Password)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "NewCustomerBody";
}

/// <summary>Signs in; with a cart, its Cart-Token goes into the header.</summary>
internal sealed record SignInBody(
    [property: MailAddress, StringLength(254)] string Email,
    [property: StringLength(200, MinimumLength = 1)] string Password,
    [property: StringLength(64)] string? Cart = null)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "SignInBody";
}

/// <summary>Changes an account; what is left out stays.</summary>
internal sealed record ProfileBody(
    [property: StringLength(200, MinimumLength = 1)] string? Name = null, bool? SavesMethods = null)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "ProfileBody";
}

/// <summary>Changes a password; all other sessions end.</summary>
internal sealed record PasswordBody(
    [property: StringLength(200, MinimumLength = 1)] string Current,
    [property: StringLength(200, MinimumLength = 8)] string Password)
{
    /// <summary>Says nothing of the passwords.</summary>
    public override string ToString() => "PasswordBody";
}

/// <summary>All classes that a customer wants to be in.</summary>
internal sealed record ClassesBody([property: MaxLength(100)] IReadOnlyList<string> Classes);

/// <summary>What staff say of a membership.</summary>
internal sealed record MembershipBody(bool Approved = true);

/// <summary>What staff say of an account.</summary>
internal sealed record StaffProfileBody(bool TaxExempt);

/// <summary>A session that was opened.</summary>
internal sealed record SessionBody(string Token, CustomerBody Customer, CartBody? Cart)
{
    /// <summary>Leaves the token out.</summary>
    public override string ToString() => "SessionBody";
}

/// <summary>A customer.</summary>
internal sealed record CustomerBody(
    string Id,
    string Name,
    string Email,
    bool TaxExempt,
    bool SavesMethods,
    IReadOnlyList<CustomerAddressBody> Addresses,
    IReadOnlyList<CustomerClassBody> Classes,
    IReadOnlyList<SavedMethodBody> Methods,
    IReadOnlyList<string> Certificates,
    string? CartId,
    DateTimeOffset CreatedAt)
{
    public static CustomerBody Of(CustomerView customer) => new(
        customer.Id.Value,
        customer.Name,
        customer.Email,
        customer.TaxExempt,
        customer.SavesMethods,
        [.. customer.Addresses.Select(one => new CustomerAddressBody(one.Id, AddressBody.Of(one.Address)))],
        [.. customer.Classes.Select(one => new CustomerClassBody(one.ClassId, StatusOf(one)))],
        [.. customer.Methods.Select(one => new SavedMethodBody(
            one.Id, one.Card.Brand, one.Card.Last4, one.Card.ExpiryMonth, one.Card.ExpiryYear, one.Failed))],
        customer.Certificates,
        customer.Cart?.Value,
        customer.CreatedAt);

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"CustomerBody {{ {Id} }}";

    private static string StatusOf(CustomerClass membership) => membership.Approved switch
    {
        true => "approved",
        false => "refused",
        null => "pending",
    };
}

/// <summary>An address in the book.</summary>
internal sealed record CustomerAddressBody(string Id, AddressBody Address);

/// <summary>A class: <c>approved</c>, <c>pending</c> or <c>refused</c>.</summary>
internal sealed record CustomerClassBody(string ClassId, string Status);

/// <summary>A payment method that the gateway keeps.</summary>
internal sealed record SavedMethodBody(
    string Id, string Brand, string Last4, int ExpiryMonth, int ExpiryYear, bool Failed)
{
    /// <summary>Says nothing of the card.</summary>
    public override string ToString() => "SavedMethodBody";
}

/// <summary>One customer in staff's list.</summary>
internal sealed record CustomerEntryBody(
    string Id, string Name, string Email, bool TaxExempt, DateTimeOffset CreatedAt)
{
    public static CustomerEntryBody Of(CustomerListEntry customer) =>
        new(customer.Id.Value, customer.Name, customer.Email, customer.TaxExempt, customer.CreatedAt);

    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => $"CustomerEntryBody {{ {Id} }}";
}

/// <summary>One of a customer's own orders (CHK-23).</summary>
internal sealed record OwnOrderBody(
    string Id, long Number, string Status, string StatusText, int Units, Money Due, DateTimeOffset ConfirmedAt)
{
    public static OwnOrderBody Of(OrderListEntry order) => new(
        order.Id.Value, order.Number, order.Status, order.StatusText ?? order.Status, order.Units, order.Due,
        order.ConfirmedAt);
}
