using System.Numerics;
using System.Text.RegularExpressions;
using Commerce.Kit;

namespace Commerce.Grains.Tests.Pricing;

/// <summary>One line of docs/money.md.</summary>
internal sealed partial record WorkedLine(
    int Example, string Rule, string Step, string Inputs, string Unrounded, string Rounded)
{
    public string this[string name] => Find(name)
        ?? throw new InvalidDataException($"{this} has no '{name}'.");

    public static IReadOnlyList<WorkedLine> InDocument { get; } =
    [
        .. File.ReadLines(Repository.At("docs", "money.md"))
            .Select(line => Form().Match(line))
            .Where(match => match.Success)
            .Select(match => new WorkedLine(
                int.Parse(match.Groups["example"].ValueSpan, System.Globalization.CultureInfo.InvariantCulture),
                match.Groups["rule"].Value,
                match.Groups["step"].Value,
                match.Groups["inputs"].Value,
                match.Groups["unrounded"].Value,
                match.Groups["rounded"].Value)),
    ];

    /// <summary>The value of an input, or null when it is left out.</summary>
    public string? Find(string name) => Inputs.Split(' ')
        .Select(input => input.Split('=', 2))
        .FirstOrDefault(input => input.Length == 2 && input[0] == name)?[1];

    /// <summary>The values of an input that may stand there several times.</summary>
    public IEnumerable<string> All(string name) => Inputs.Split(' ')
        .Select(input => input.Split('=', 2))
        .Where(input => input.Length == 2 && input[0] == name)
        .Select(input => input[1]);

    /// <summary>The amounts of a sum, each with its count.</summary>
    public IEnumerable<(long Amount, int Count)> Terms() => Inputs.Split(' ').Select(term => term.Split('x'))
        .Select(term => (Long(term[0]), (int)Long(term[1])));

    public string Currency => Find("currency") ?? "USD";

    public override string ToString() => $"{Example} {Rule} {Step} {Inputs}";

    private static long Long(string text) => long.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^\| (?<example>\d+) \| (?<rule>[A-Z]+-\d+) \| (?<step>[a-z-]+) \| (?<inputs>[^|]+) " +
        @"\| (?<unrounded>[^|]+) \| (?<rounded>[^|]+) \|$")]
    private static partial Regex Form();
}

/// <summary>A number as a fraction of whole numbers: nothing in it rounds.</summary>
internal readonly record struct Fraction(BigInteger Top, BigInteger Bottom)
{
    public static Fraction Zero => new(0, 1);

    public static Fraction operator +(Fraction one, Fraction other) =>
        new(one.Top * other.Bottom + other.Top * one.Bottom, one.Bottom * other.Bottom);

    public static Fraction operator *(Fraction one, Fraction other) =>
        new(one.Top * other.Top, one.Bottom * other.Bottom);

    /// <summary>What a text says: <c>0.0825</c> is 825 of 10,000; nothing is nothing.</summary>
    public static Fraction Of(string? text)
    {
        if (text is null) return Zero;
        var point = text.IndexOf('.', StringComparison.Ordinal);
        var places = point < 0 ? 0 : text.Length - point - 1;
        return new(
            BigInteger.Parse(
                text.Replace(".", "", StringComparison.Ordinal), System.Globalization.CultureInfo.InvariantCulture),
            BigInteger.Pow(10, places));
    }

    /// <summary>The nearest multiple of a step, half away from zero.</summary>
    public BigInteger Nearest(int step)
    {
        var (whole, unit) = (BigInteger.Abs(Top) * 2, Bottom * step);
        return Top.Sign * ((whole + unit) / (unit * 2)) * step;
    }

    /// <summary>To exactly so many places; there are no more in it.</summary>
    public string Fixed(int places)
    {
        var digits = (Top * BigInteger.Pow(10, places) / Bottom).ToString().PadLeft(places + 1, '0');
        return places == 0 ? digits : $"{digits[..^places]}.{digits[^places..]}";
    }

    /// <summary>As it is written, cut after so many places.</summary>
    public string Text(int places)
    {
        var digits = (BigInteger.Abs(Top) * BigInteger.Pow(10, places) / Bottom).ToString().PadLeft(places + 1, '0');
        var text = $"{digits[..^places]}.{digits[^places..]}".TrimEnd('0').TrimEnd('.');
        return Top.Sign < 0 ? "-" + text : text;
    }
}
