using Commerce.Grains.Kernel;

namespace Commerce.Grains.Customers;

/// <summary>Serves those who make accounts and sign in: a stateless worker that owns nothing and may die
/// anywhere.</summary>
[Alias("account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Makes an account under an e-mail address that nobody else has.</summary>
    /// <remarks>Refusals: <see cref="EmailTaken"/>, and those of <see cref="ICustomerGrain.Register"/>.</remarks>
    /// <param name="id">The customer, which need not exist yet; a repeat names the same one.</param>
    /// <param name="person">Who they are.</param>
    /// <param name="call">Who asks.</param>
    [Alias("register")]
    Task<Outcome<CustomerView>> Register(CustomerId id, NewCustomer person, Call call);

    /// <summary>What a password is checked against for an address; null when nobody signs in with it.</summary>
    /// <param name="email">The address as it was typed.</param>
    [Alias("find")]
    Task<Credentials?> Find(string email);
}

/// <summary>Who wants an account.</summary>
/// <param name="Name">What they are called.</param>
/// <param name="Email">By which they will sign in.</param>
/// <param name="PasswordHash">As the password hasher made it.</param>
[GenerateSerializer, Immutable, Alias("new-customer")]
public sealed record NewCustomer(string Name, string Email, string PasswordHash)
{
    /// <summary>Says nothing of the person.</summary>
    public override string ToString() => "NewCustomer";
}
