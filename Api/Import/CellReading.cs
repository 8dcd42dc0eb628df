using System.Globalization;
using Commerce.Grains.Kernel;
using Commerce.Grains.Products;

namespace Commerce.Api.Import;

/// <summary>Reads the cells of one row; the first one that makes no sense is the row's fault.</summary>
internal sealed class CellReading(InputRow row)
{
    private const long PriceMost = 99_999_999;
    private const int QuantityMost = 1_000_000_000;
    private const int AddressLengthMost = 2_000;

    /// <summary>Why the row cannot be used, if so.</summary>
    public string? Fault { get; private set; } = row.Fault;

    /// <summary>A text on one line; null when the cell is empty.</summary>
    public string? Line(ImportColumn column, int lengthMost)
    {
        var text = row[column];
        if (text.Any(char.IsControl)) Refuse(column, "holds a line break or another control character");
        return Short(column, text, lengthMost);
    }

    /// <summary>A text of any number of lines, as it stands; null when the cell holds nothing but space.</summary>
    public string? Lines(ImportColumn column, int lengthMost)
    {
        var text = row.Raw(column);
        if (text.Any(letter => char.IsControl(letter) && letter is not ('\t' or '\r' or '\n')))
            Refuse(column, "holds a control character");
        return string.IsNullOrWhiteSpace(text) ? null : Short(column, text, lengthMost);
    }

    /// <summary>One of <c>true</c> and <c>false</c>, whatever their case.</summary>
    public bool Flag(ImportColumn column, bool otherwise)
    {
        var text = row[column];
        if (text.Length == 0) return otherwise;
        if (!bool.TryParse(text, out var flag)) Refuse(column, $"is '{Display.Line(text)}', neither true nor false");
        return flag;
    }

    /// <summary>A plain decimal with no more places than the currency has; null when the cell is empty.</summary>
    public Money? Price(Currency currency, bool rounded)
    {
        var text = row[ImportColumn.Price];
        if (text.Length == 0) return null;
        if (!TryPlain(text, out var price))
        {
            Refuse(ImportColumn.Price, $"is '{Display.Line(text)}', no plain decimal like 12.50");
            return null;
        }

        var places = text.Length - 1 - (text.IndexOf('.') is var point and >= 0 ? point : text.Length - 1);
        if (places > currency.Decimals && !rounded)
            Refuse(
                ImportColumn.Price,
                $"is {Display.Line(text)}; {currency.Code} has {currency.Decimals} decimal places");

        var amount = price * Scale(currency);
        if (rounded && amount <= PriceMost) amount = Rounding.Of(amount, currency).Amount;
        if (amount % currency.Step != 0)
            Refuse(ImportColumn.Price, $"is {text}; the smallest step is {new Money(currency.Step, currency.Code)}");
        if (amount > PriceMost) Refuse(ImportColumn.Price, $"is more than {new Money(PriceMost, currency.Code)}");
        return Fault is null ? new Money((long)amount, currency.Code) : null;
    }

    /// <summary>Grams, in the shop's unit of weight; null when the cell is empty.</summary>
    public decimal? Weight()
    {
        var text = row[ImportColumn.Grams];
        if (text.Length == 0) return null;
        if (TryPlain(text, out var grams) && WeightUnit.Pounds(grams) is <= WeightUnit.Most and var pounds)
            return pounds;
        Refuse(
            ImportColumn.Grams,
            $"is '{Display.Line(text)}', no plain number of grams up to {WeightUnit.MostGrams:N0}");
        return null;
    }

    /// <summary>A whole number, below zero too; null when the cell is empty.</summary>
    public int? Quantity()
    {
        var text = row[ImportColumn.Quantity];
        if (text.Length == 0) return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var quantity)
            && quantity is <= QuantityMost and >= -QuantityMost)
        {
            return quantity;
        }

        Refuse(ImportColumn.Quantity, $"is '{Display.Line(text)}', no whole number up to {QuantityMost:N0}");
        return null;
    }

    /// <summary>Whether more may be sold than there are; the renamed column says it with true and false.</summary>
    public Backorder Policy()
    {
        switch (row[ImportColumn.Policy].ToLowerInvariant())
        {
            case "" or "deny" or "false":
                return Backorder.None;
            case "continue" or "true":
                return Backorder.Unlimited;
            case var text:
                Refuse(ImportColumn.Policy, $"is '{Display.Line(text)}', neither deny nor continue");
                return Backorder.None;
        }
    }

    /// <summary>Whether it is still sold; null when the cell is empty. Unlisted: sold, yet reachable by link
    /// only.</summary>
    public (bool Active, bool Listed)? Status()
    {
        switch (row[ImportColumn.Status].ToLowerInvariant())
        {
            case "":
                return null;
            case "active":
                return (true, true);
            case "unlisted":
                return (true, false);
            case "draft" or "archived":
                return (false, true);
            case var text:
                Refuse(ImportColumn.Status, $"is '{Display.Line(text)}', none of active, draft, archived, unlisted");
                return null;
        }
    }

    /// <summary>The SKU the row was given; null when the cell is empty.</summary>
    public Sku? GivenSku()
    {
        var text = row[ImportColumn.Sku];
        if (text.Length == 0) return null;
        if (Sku.TryParse(text, out var sku)) return sku;
        Refuse(
            ImportColumn.Sku,
            $"'{Display.Line(text)}' is longer than {Sku.LengthMost} characters, or holds a control "
            + $"character or one of {string.Join(' ', Sku.Forbidden.ToCharArray())}");
        return null;
    }

    /// <summary>A barcode. Exports put an apostrophe before digits, so that spreadsheets keep leading zeros.</summary>
    public string? Barcode()
    {
        var text = Line(ImportColumn.Barcode, 100);
        return text is ['\'', .. { Length: > 0 } digits] && digits.All(char.IsAsciiDigit) ? digits : text;
    }

    /// <summary>The address of a picture; null when the cell is empty.</summary>
    public string? Picture()
    {
        var text = row[ImportColumn.Picture];
        if (text.Length == 0) return null;
        if (text.Length <= AddressLengthMost && !text.Any(char.IsControl) && !text.Contains(' ')
            && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "https" or "http")
        {
            return text;
        }

        Refuse(ImportColumn.Picture, $"is '{Display.Line(text)}', no web address");
        return null;
    }

    /// <summary>Says why the row cannot be used, unless something was said before.</summary>
    public void Refuse(string why) => Fault ??= why;

    private void Refuse(ImportColumn column, string why) => Refuse($"{ImportColumns.NameOf(column)} {why}.");

    private string? Short(ImportColumn column, string text, int lengthMost)
    {
        if (text.Length > lengthMost) Refuse(column, $"is longer than {lengthMost:N0} characters");
        return text.Length == 0 ? null : text;
    }

    private static bool TryPlain(string text, out decimal number)
    {
        number = 0;
        return text.Length <= 24 && char.IsAsciiDigit(text[0]) && char.IsAsciiDigit(text[^1])
            && decimal.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    private static decimal Scale(Currency currency)
    {
        var scale = 1m;
        for (var place = 0; place < currency.Decimals; place++) scale *= 10;
        return scale;
    }
}
