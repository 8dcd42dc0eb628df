using Commerce.Grains.Carts;
using Commerce.Grains.Kernel;

namespace Commerce.Grains.Customers;

/// <summary>Serves those who make accounts and sign in: a stateless worker that owns nothing and may die
/// anywhere.</summary>
[Alias("account")]
public interface IAccountGrain : IGrainWithStringKey
{
    /// <summary>Makes an account under an e-mail address that nobody else has. Where somebody has it, nothing is made
    /// or changed, the outcome is of the same form and takes the same time, and its owner is told by mail.</summary>
    /// <remarks>Name and address in the outcome are those of a new account only: show those that were given. Refusals:
    /// those of <see cref="ICustomerGrain.Register"/>.</remarks>
    /// <param name="id">The customer, which need not exist yet; a repeat names the same one.</param>
    /// <param name="person">Who they are.</param>
    /// <param name="call">Who asks.</param>
    [Alias("register")]
    Task<Outcome<CustomerView>> Register(CustomerId id, NewCustomer person, Call call);

    /// <summary>What a password is checked against for an address; null when nobody signs in with it.</summary>
    /// <param name="email">The address as it was typed.</param>
    [Alias("find")]
    Task<Credentials?> Find(string email);

    /// <summary>Makes a guest's cart a customer's: the lines go to the cart that the customer has open, or the cart
    /// itself becomes theirs. A repeat changes nothing.</summary>
    /// <remarks>Refusals: <see cref="CartFrozen"/>, <see cref="CartEnded"/>, <see cref="NotFound"/> when it is
    /// somebody else's.</remarks>
    /// <param name="guest">The guest's cart.</param>
    /// <param name="customer">The customer.</param>
    /// <param name="call">Who asks.</param>
    [Alias("take-cart")]
    Task<Outcome<CartView>> TakeCart(CartId guest, CustomerId customer, Call call);

    /// <summary>Places a customer in classes that there are: by their own wish, or staff's (UCL-03, UCL-04).</summary>
    /// <remarks>Refusals: <see cref="NotFound"/> and <see cref="InvalidValue"/> of a class that is not there, and
    /// those of <see cref="ICustomerGrain.Change"/>.</remarks>
    /// <param name="customer">The customer.</param>
    /// <param name="command"><see cref="CustomerCommand.ChooseClasses"/> or
    /// <see cref="CustomerCommand.SetMembership"/>.</param>
    /// <param name="call">Who asks.</param>
    [Alias("place")]
    Task<Outcome<CustomerView>> Place(CustomerId customer, CustomerCommand command, Call call);
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
