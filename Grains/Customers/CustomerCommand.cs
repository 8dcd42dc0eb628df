using Commerce.Grains.Carts;
using Commerce.Grains.Checkout;

namespace Commerce.Grains.Customers;

/// <summary>What a customer's entity may be told.</summary>
[GenerateSerializer, Immutable, Alias("customer-command")]
public abstract record CustomerCommand
{
    private CustomerCommand() { }

    /// <summary>Be a customer; the address, or what stands for it, was claimed before.</summary>
    /// <param name="Name">What they are called, at most 200 characters.</param>
    /// <param name="Email">One plain address.</param>
    /// <param name="PasswordHash">As the password hasher made it.</param>
    /// <param name="Ticket">The claim of the address.</param>
    /// <param name="ClaimedUntil">When the claim ends.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.register")]
    public sealed record Register(
        string Name, string Email, string PasswordHash, string Ticket, DateTimeOffset ClaimedUntil) : CustomerCommand
    {
        /// <summary>Whose the address is; null: nobody's so far.</summary>
        [Id(0)]
        public CustomerId? Owner { get; init; }

        /// <summary>Says nothing of the person.</summary>
        public override string ToString() => "Register";
    }

    /// <summary>Somebody wanted to make an account with their address.</summary>
    [GenerateSerializer, Immutable, Alias("customer-command.hear-of-registration")]
    public sealed record HearOfRegistration : CustomerCommand;

    /// <summary>What customers change of themselves; null leaves it as it is.</summary>
    /// <param name="Name">What they are called.</param>
    /// <param name="SavesMethods">Whether payment methods may be kept; without consent none stays.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.change-profile")]
    public sealed record ChangeProfile(string? Name, bool? SavesMethods) : CustomerCommand
    {
        /// <summary>Says nothing of the person.</summary>
        public override string ToString() => "ChangeProfile";
    }

    /// <summary>Pays tax or does not (TAX-07); staff say so.</summary>
    /// <param name="Exempt">Whether no tax is charged.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.exempt-from-tax")]
    public sealed record ExemptFromTax(bool Exempt) : CustomerCommand;

    /// <summary>Has another password; all other sessions end.</summary>
    /// <param name="PasswordHash">As the password hasher made it.</param>
    /// <param name="Before">The hash that the old password was checked against.</param>
    /// <param name="Session">The session that goes on, if one does.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.set-password")]
    public sealed record SetPassword(string PasswordHash, string Before, string? Session) : CustomerCommand
    {
        /// <summary>Says nothing of the password.</summary>
        public override string ToString() => "SetPassword";
    }

    /// <summary>Signs in: the password was checked before.</summary>
    /// <param name="Session">The session's id.</param>
    /// <param name="Hash">SHA-256 of the whole token, base64url.</param>
    /// <param name="PasswordHash">The hash that the password was checked against.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.open-session")]
    public sealed record OpenSession(string Session, string Hash, string PasswordHash) : CustomerCommand
    {
        /// <summary>Says nothing of the secrets.</summary>
        public override string ToString() => $"OpenSession {{ {Session} }}";
    }

    /// <summary>Signs out.</summary>
    /// <param name="Session">Which session.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.close-session")]
    public sealed record CloseSession(string Session) : CustomerCommand;

    /// <summary>Puts an address into the book (CHK-02).</summary>
    /// <param name="Id">Its id.</param>
    /// <param name="Address">The address.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.add-address")]
    public sealed record AddAddress(string Id, Address Address) : CustomerCommand;

    /// <summary>Changes an address; orders keep their own.</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Address">What it is then.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.change-address")]
    public sealed record ChangeAddress(string Id, Address Address) : CustomerCommand;

    /// <summary>Takes an address out of the book; orders keep their own.</summary>
    /// <param name="Id">Which.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.remove-address")]
    public sealed record RemoveAddress(string Id) : CustomerCommand;

    /// <summary>Places themselves in exactly these classes (UCL-04).</summary>
    /// <param name="ClassIds">All that they want to be in.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.choose-classes")]
    public sealed record ChooseClasses(ImmutableArray<string> ClassIds) : CustomerCommand;

    /// <summary>Staff add to a class, approve, or say no (UCL-03).</summary>
    /// <param name="ClassId">Which class.</param>
    /// <param name="Approved">Whether they are a member of it.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.set-membership")]
    public sealed record SetMembership(string ClassId, bool Approved) : CustomerCommand;

    /// <summary>Staff take them out of a class (UCL-03).</summary>
    /// <param name="ClassId">Which class.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.end-membership")]
    public sealed record EndMembership(string ClassId) : CustomerCommand;

    /// <summary>The gateway keeps a payment method for them.</summary>
    /// <param name="Method">Which.</param>
    /// <param name="GatewayCustomer">What the gateway calls them.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.keep-method")]
    public sealed record KeepMethod(SavedMethod Method, string GatewayCustomer) : CustomerCommand
    {
        /// <summary>When it was paid with; null: the consent of now counts.</summary>
        [Id(0)]
        public DateTimeOffset? PaidAt { get; init; }
    }

    /// <summary>A payment method is not kept any more.</summary>
    /// <param name="Id">Which.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.drop-method")]
    public sealed record DropMethod(string Id) : CustomerCommand;

    /// <summary>What became of a payment method that is kept no more (PAY-17).</summary>
    /// <param name="Id">Which.</param>
    /// <param name="Forgotten">Whether the gateway forgot it; false: an order still needs it.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.settle-method")]
    public sealed record SettleMethod(string Id, bool Forgotten) : CustomerCommand;

    /// <summary>A payment method was declined: it is not offered again (CHK-12).</summary>
    /// <param name="Id">Which.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.mark-failed")]
    public sealed record MarkFailed(string Id) : CustomerCommand;

    /// <summary>A gift certificate is theirs.</summary>
    /// <param name="Id">Which: <c>certificate-…</c>.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.add-certificate")]
    public sealed record AddCertificate(string Id) : CustomerCommand;

    /// <summary>A gift certificate is theirs no more.</summary>
    /// <param name="Id">Which.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.remove-certificate")]
    public sealed record RemoveCertificate(string Id) : CustomerCommand;

    /// <summary>This cart is theirs, and the one they go on with.</summary>
    /// <param name="Cart">Which.</param>
    [GenerateSerializer, Immutable, Alias("customer-command.use-cart")]
    public sealed record UseCart(CartId Cart) : CustomerCommand;
}
