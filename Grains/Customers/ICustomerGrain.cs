using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;
using Commerce.Grains.Pricing;
using Commerce.Grains.Products;

namespace Commerce.Grains.Customers;

/// <summary>One customer, keyed by their id. Made through <see cref="IAccountGrain"/>, which claims the e-mail address
/// first. All but <see cref="Register"/> refuse <see cref="NotFound"/> where there is no account.</summary>
[Alias("customer")]
public interface ICustomerGrain : IGrainWithStringKey
{
    /// <summary>Makes it; or answers as if, where its address is another customer's.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="TryAgain"/>,
    /// <see cref="IdempotencyKeyUsed"/>.</remarks>
    /// <param name="command">Who they are.</param>
    /// <param name="call">Who asks.</param>
    [Alias("register")]
    Task<Outcome<CustomerView>> Register(CustomerCommand.Register command, Call call);

    /// <summary>Changes what customers and staff say of an account: profile, tax, password, addresses,
    /// classes.</summary>
    /// <remarks>Refusals: <see cref="InvalidValue"/>, <see cref="SignInRefused"/>, <see cref="AccountFull"/>,
    /// <see cref="ClassesNotChosen"/>, <see cref="NotFound"/>.</remarks>
    /// <param name="command">What to change.</param>
    /// <param name="call">Who asks.</param>
    [Alias("change")]
    Task<Outcome<CustomerView>> Change(CustomerCommand command, Call call);

    /// <summary>Keeps a payment method.</summary>
    /// <remarks>Refusals: <see cref="ConsentMissing"/>, <see cref="AccountFull"/>.</remarks>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("keep-method")]
    Task<Outcome<CustomerView>> KeepMethod(CustomerCommand.KeepMethod command, Call call);

    /// <summary>Keeps a payment method no more.</summary>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("drop-method")]
    Task<Outcome<CustomerView>> DropMethod(CustomerCommand.DropMethod command, Call call);

    /// <summary>What paying with a method needs to know (CHK-12).</summary>
    /// <param name="method">The gateway's token of it.</param>
    [Alias("payment-terms")]
    Task<PaymentTerms> PaymentTerms(string method);

    /// <summary>Learns what became of a payment method that is kept no more (PAY-17).</summary>
    /// <param name="command">Which.</param>
    [Alias("settle-method")]
    Task<Outcome<CustomerView>> SettleMethod(CustomerCommand.SettleMethod command);

    /// <summary>Marks a payment method that was declined.</summary>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("mark-failed")]
    Task<Outcome<CustomerView>> MarkFailed(CustomerCommand.MarkFailed command, Call call);

    /// <summary>Gives them a gift certificate.</summary>
    /// <remarks>Refusals: <see cref="AccountFull"/>.</remarks>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("add-certificate")]
    Task<Outcome<CustomerView>> AddCertificate(CustomerCommand.AddCertificate command, Call call);

    /// <summary>Takes a gift certificate from them.</summary>
    /// <param name="command">Which.</param>
    /// <param name="call">Who asks.</param>
    [Alias("remove-certificate")]
    Task<Outcome<CustomerView>> RemoveCertificate(CustomerCommand.RemoveCertificate command, Call call);

    /// <summary>Goes on with a cart.</summary>
    /// <param name="cart">Which.</param>
    [Alias("use-cart")]
    Task<Outcome<CustomerView>> UseCart(CartId cart);

    /// <summary>Signs in; the password was checked before, outside of any turn.</summary>
    /// <remarks>Refusals: <see cref="SignInRefused"/>.</remarks>
    /// <param name="command">Session and proof.</param>
    /// <param name="call">Who asks.</param>
    [Alias("open-session")]
    Task<Outcome<CustomerView>> OpenSession(CustomerCommand.OpenSession command, Call call);

    /// <summary>Signs out.</summary>
    /// <param name="session">Which session.</param>
    /// <param name="call">Who asks.</param>
    [Alias("close-session")]
    Task<Outcome<CustomerView>> CloseSession(string session, Call call);

    /// <summary>Whether a session's token opens the account now.</summary>
    /// <param name="session">The session's id.</param>
    /// <param name="hash">SHA-256 of the whole token, base64url.</param>
    [Alias("verify")]
    Task<bool> Verify(string session, string hash);

    /// <summary>What a password is checked against; null where there is no account.</summary>
    [Alias("credentials")]
    Task<Credentials?> Credentials();

    /// <summary>What prices and tax need to know; a guest's terms where there is no account.</summary>
    [Alias("terms")]
    Task<BuyerTerms> Terms();

    /// <summary>Reads it.</summary>
    [Alias("view")]
    Task<Outcome<CustomerView>> View();

    /// <summary>Says whether they have an e-mail address.</summary>
    /// <param name="name">The address.</param>
    [Alias("uses")]
    Task<NameUse> Uses(OwnedName name);
}

/// <summary>What a password is checked against.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="PasswordHash">As the password hasher made it.</param>
[GenerateSerializer, Immutable, Alias("credentials")]
public sealed record Credentials(CustomerId Customer, string PasswordHash)
{
    /// <summary>Says nothing of the password.</summary>
    public override string ToString() => $"Credentials {{ {Customer} }}";
}
