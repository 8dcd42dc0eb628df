using Commerce.Grains.Kernel;

namespace Commerce.Grains.Customers;

/// <summary>The flat rows that lists read of a customer: pure.</summary>
internal static class CustomerRows
{
    public static RowSet Of(CustomerState state) => state is CustomerState.Known known
        ? RowSet.None
            .With("customers", [new CustomerRow(
                known.Name,
                known.Name.Trim().ToLowerInvariant(),
                known.Email,
                known.TaxExempt,
                known.CreatedAt.ToUnixTimeMilliseconds())])
            .With("customer_words", WordsOf(known).Select(word => new CustomerWordRow(word)))
            .With("customer_classes", known.Classes.Select(one => new CustomerClassRow(one.ClassId, Name(one))))
        : RowSet.None;

    // Found by the beginning of any name or of the address (UCL-03).
    private static IEnumerable<string> WordsOf(CustomerState.Known known) => known.Name
        .Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)
        .Append(known.Email)
        .Select(word => word.ToLowerInvariant())
        .Distinct();

    private static string Name(CustomerClass membership) => membership.Approved switch
    {
        true => "approved",
        false => "refused",
        null => "pending",
    };
}

/// <summary>One customer.</summary>
internal sealed record CustomerRow(string Name, string NameKey, string Email, bool TaxExempt, long CreatedAt);

/// <summary>A word by which a customer is found.</summary>
internal sealed record CustomerWordRow(string Word);

/// <summary>A class that a customer is in, wants to be in, or was turned away from.</summary>
internal sealed record CustomerClassRow(string ClassId, string Status);
