using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Grains.Customers.SignIn;

/// <summary>Counts the tries to sign in to one account, keyed by <see cref="GuardKey"/>; also where there is no such
/// account, so that nobody learns which there are.</summary>
[Alias("sign-in-guard")]
public interface ISignInGuardGrain : IGrainWithStringKey
{
    /// <summary>Counts one try, before the password is looked at.</summary>
    /// <remarks>Refusals: <see cref="TooManySignIns"/>.</remarks>
    /// <param name="call">Who asks.</param>
    [Alias("try")]
    Task<Outcome<SignInTries>> Try(Call call);

    /// <summary>The password was right: what was counted is forgotten.</summary>
    /// <param name="call">Who asks.</param>
    [Alias("forget")]
    Task<Outcome<SignInTries>> Forget(Call call);
}

/// <summary>The tries that are counted.</summary>
/// <param name="Count">How many.</param>
[GenerateSerializer, Immutable, Alias("sign-in-tries")]
public sealed record SignInTries(int Count);

/// <summary>Names the guard of an account.</summary>
public static class GuardKey
{
    /// <summary>The key of the guard of an e-mail address: a hash of it.</summary>
    /// <param name="email">The address as it was typed.</param>
    public static string Of(string email) => EntityKey.Of("guard-", OwnedName.Email(email).Text);
}
