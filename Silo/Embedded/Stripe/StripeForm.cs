using System.Globalization;
using System.Text;

namespace Commerce.Silo.Gateways.Stripe;

/// <summary>Parameters as Stripe takes them, in the order in which they were added: a repeat is the same to the
/// byte.</summary>
internal sealed class StripeForm
{
    private readonly StringBuilder text = new();

    /// <summary>Adds a parameter, unless there is no value.</summary>
    public StripeForm Add(string name, string? value)
    {
        if (value is null) return this;
        if (text.Length > 0) text.Append('&');
        text.Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
        return this;
    }

    /// <summary>Adds a number.</summary>
    public StripeForm Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a flag if it is set.</summary>
    public StripeForm AddIf(bool isSet, string name, string value = "true") => Add(name, isSet ? value : null);

    /// <summary>Adds a span of creation times.</summary>
    public StripeForm Add(StripeSpan span) =>
        Add("created[gte]", span.From.ToUnixTimeSeconds()).Add("created[lte]", span.To.ToUnixTimeSeconds());

    /// <summary>Asks for objects within the answer.</summary>
    public StripeForm Expand(ImmutableArray<string> paths, string before = "")
    {
        for (var i = 0; i < paths.Length; i++)
            Add(string.Create(CultureInfo.InvariantCulture, $"expand[{i}]"), before + paths[i]);
        return this;
    }

    /// <summary>Adds what we write on a thing.</summary>
    public StripeForm Add(IEnumerable<KeyValuePair<string, string>> metadata)
    {
        foreach (var (name, value) in metadata) Add($"metadata[{name}]", value);
        return this;
    }

    /// <summary>The form, encoded.</summary>
    public override string ToString() => text.ToString();
}
