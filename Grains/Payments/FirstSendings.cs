namespace Commerce.Grains.Payments;

/// <summary>Which requests for money nobody can have sent yet: those that this activation stored itself, until somebody
/// is told of them. That the gateway refuses such a one is its last word, although it answers nothing else either, for
/// a wrong key say.</summary>
internal sealed class FirstSendings
{
    private readonly HashSet<string> told = new(StringComparer.Ordinal);

    /// <summary>Whoever was told of a request by an earlier activation may have sent it.</summary>
    /// <param name="stored">The references of all requests that were stored before.</param>
    public void Begin(IEnumerable<string> stored) => told.UnionWith(stored);

    /// <summary>Somebody is told of a request, and sends it now. True: nobody was before.</summary>
    /// <param name="reference">See <see cref="AuthorizeRequest.Reference"/>.</param>
    public bool Take(string reference) => told.Add(reference);

    /// <summary>Whether asking for that purpose sends the request, as long as the gateway's id is not known.</summary>
    /// <param name="purpose">What is asked for.</param>
    public static bool AreFor(Orders.InquiryPurpose purpose) =>
        purpose is not (Orders.InquiryPurpose.None or Orders.InquiryPurpose.ReturnMoney);
}
