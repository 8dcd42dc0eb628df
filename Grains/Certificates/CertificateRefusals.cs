using Commerce.Grains.Kernel;
using Commerce.Grains.Orders;

namespace Commerce.Grains.Certificates;

/// <summary>Nobody is signed in: only a customer has certificates (GC-04, GC-09).</summary>
[GenerateSerializer, Immutable, Alias("refusal.sign-in-required")]
public sealed record SignInRequired()
    : Refusal(RefusalKind.SignIn, "Sign in first: a certificate belongs to a customer.");

/// <summary>The claim check opens nothing for this customer. It says no more, so that nobody learns which there
/// are (GC-10).</summary>
[GenerateSerializer, Immutable, Alias("refusal.claim-check-refused")]
public sealed record ClaimCheckRefused()
    : Refusal(RefusalKind.NotFound, "This claim check opens no certificate; upper and lower case differ.");

/// <summary>Too many wrong claim checks (GC-09).</summary>
/// <param name="Until">When it may be tried again.</param>
[GenerateSerializer, Immutable, Alias("refusal.too-many-claims")]
public sealed record TooManyClaims(DateTimeOffset Until)
    : Refusal(RefusalKind.TooMany, "Too many wrong claim checks; wait a while.");

/// <summary>The attempt holds nothing here that this could be done with.</summary>
/// <param name="Attempt">Which attempt.</param>
[GenerateSerializer, Immutable, Alias("refusal.certificate-hold-unknown")]
public sealed record CertificateHoldUnknown(AttemptId Attempt)
    : Refusal(RefusalKind.NotAllowed, $"{Attempt} holds nothing of this certificate.");

/// <summary>Certificates are not sold by this shop (GC-04).</summary>
[GenerateSerializer, Immutable, Alias("refusal.certificates-not-sold")]
public sealed record CertificatesNotSold() : Refusal(RefusalKind.NotAllowed, "Gift certificates are not for sale.");
