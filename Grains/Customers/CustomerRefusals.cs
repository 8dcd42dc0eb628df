using Commerce.Grains.Kernel;

namespace Commerce.Grains.Customers;

/// <summary>Another customer has this e-mail address, or is about to. Nobody is told so any more; a process of an
/// earlier release may still answer it.</summary>
[GenerateSerializer, Immutable, Alias("refusal.email-taken")]
public sealed record EmailTaken()
    : Refusal(RefusalKind.NotAllowed, "There is an account with this e-mail address; sign in instead.");

/// <summary>Nobody has this e-mail address with this password. Which of both is wrong is never said.</summary>
[GenerateSerializer, Immutable, Alias("refusal.sign-in-refused")]
public sealed record SignInRefused()
    : Refusal(RefusalKind.SignIn, "The e-mail address or the password is wrong.");

/// <summary>Signing in to this account was tried too often.</summary>
/// <param name="Until">From when on it may be tried again.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-sign-ins")]
public sealed record TooManySignIns(DateTimeOffset Until)
    : Refusal(RefusalKind.TooMany, "Signing in was tried too often; wait a while.");

/// <summary>The customer has not agreed to that payment methods are kept.</summary>
[GenerateSerializer, Immutable, Alias("refusal.consent-missing")]
public sealed record ConsentMissing()
    : Refusal(RefusalKind.NotAllowed, "The customer has not agreed to keep payment methods.");

/// <summary>The customer has as many of these as one may have.</summary>
/// <param name="What">Of what.</param>
/// <param name="Limit">How many one may have.</param>
[GenerateSerializer, Immutable, Alias("refusal.account-full")]
public sealed record AccountFull(string What, int Limit)
    : Refusal(RefusalKind.NotAllowed, $"A customer has at most {Limit} {What}.");

/// <summary>Customers do not place themselves in classes here (UCL-04).</summary>
[GenerateSerializer, Immutable, Alias("refusal.classes-not-chosen")]
public sealed record ClassesNotChosen()
    : Refusal(RefusalKind.NotAllowed, "Classes are given by the shop here; ask its people.");
