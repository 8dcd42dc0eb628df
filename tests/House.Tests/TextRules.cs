using System.Text.RegularExpressions;

namespace Commerce.House.Tests;

/// <summary>A rule about one line of code.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Where">The files it holds in.</param>
/// <param name="Bad">What breaks it; comments are no code.</param>
/// <param name="Instead">What to do.</param>
/// <param name="Example">A line that breaks it.</param>
internal sealed record TextRule(string Name, Func<Source, bool> Where, Regex Bad, string Instead, string Example)
{
    public override string ToString() => Name;

    public IEnumerable<string> FaultsIn(Source source) => source.Code
        .Where(line => Bad.IsMatch(line.Text))
        .Select(line => $"{source.Path}:{line.Number}: {line.Text.Trim()}");
}

/// <summary>The rules that a line of code can break by itself.</summary>
internal static class TextRules
{
    private const string Sql = @"(select|insert\s+into|update|delete\s+from|create|drop|alter|truncate)\s";

    private const string Statement = "(?i:commandtext|execute\\w*|query\\w*|createcommand)";

    public static ImmutableArray<TextRule> All { get; } =
    [
        new("Directives", Everywhere, Of(@"^\s*#(pragma|region|if|nullable)\b"),
            "Mend what the warning says; editions differ by folders. No directives.", "#pragma warning disable CA1822"),
        new("Suppressions", Everywhere, Of(@"\bSuppressMessage\b"),
            "Mend what the warning says, or say in .editorconfig why the rule does not hold.",
            "[SuppressMessage(\"a\", \"b\")]"),
        new("Intentions", Everywhere, Of(@"//.*\b(TODO|FIXME|HACK|XXX)\b|\bNotImplementedException\b"),
            "What exists is finished; what is missing stands in an issue.", "throw new NotImplementedException();"),
        new("Abbreviations", Everywhere, Of(
            @"\b(qty|addr|cust|pwd|cnt|mgr|svc)(?![a-z])|(?<=[a-z])(Qty|Addr|Cust|Cnt|Mgr|Svc)(?![a-z])"),
            "Write the word.", "var qty = 1;"),
        new("Editions", In("Grains", "Api"), Of(@"\b(Embedded|Cluster)\b"),
            "Grains and Api do not know the edition: what differs stands in Silo/Embedded and Silo/Cluster.",
            "using Commerce.Embedded;"),
        new("Pure rules", IsPure, Of(
            @"\b(async|await|Task|ValueTask|TimeProvider|ILogger|IGrainFactory|IPersistentState)\b"),
            "A machine gets the time and all it needs as arguments; the shell does the rest.",
            "public static async Task Decide()"),
        new("SQL by concatenation", source => In(Sources.Product)(source)
            && !source.Path.StartsWith("Embedded/", StringComparison.Ordinal),
            Of(@"\$+@?""+[^""]*\b" + Sql + "|" + Statement + @"\s*(\(|=)\s*\$|(?i:commandtext)\s*\+="),
            "Give values as parameters; the text of a statement is a constant.",
            "Query($\"select * from orders where id = '{id}'\")"),
        new("Rounding", source => In("Grains", "Api", "Silo")(source)
            && source.Path is not ("Grains/Kernel/Rounding.cs" or "Api/Import/WeightUnit.cs"),
            Of(@"\b(Math|decimal|Decimal|MathF)\.(Round|Floor|Ceiling|Truncate)\(|\bMidpointRounding\b"),
            "One function rounds: Rounding.Of, once per amount that is stored.", "var cents = Math.Round(exact);"),
        new("Cleared state", In("Grains", "Api", "Silo"), Of(@"\.ClearStateAsync\("),
            "Nothing is deleted: give the entity a state that says it ended.", "await stored.ClearStateAsync();"),
        new("Keys by hand", source => In("Grains", "Api", "Silo")(source) && !MakesKeys(source),
            Of(@"^(?!.*(EntityKey\.Of\(|\bconst string\b)).*" +
                @"""(product|sku|slug|stock|cart|order|numbers|key|class)-(""|\{)"),
            "Ask the feature's id or key type: it alone knows the prefix.", "var key = \"stock-\" + sku;"),
        new("Keys at the call", In("Grains", "Api", "Silo"), Of(@"GetGrain<[^>]+>\((\$""|[^()]*""\s*\+|[^()]*\+\s*"")"),
            "Make keys by the feature's id or key type.", "grains.GetGrain<IStockGrain>($\"stock-{sku}\");"),
        new("Logging", In("Grains", "Api", "Silo"), Of(@"\.Log(Trace|Debug|Information|Warning|Error|Critical)\("),
            "Log through a [LoggerMessage] partial method, with ids only.", "log.LogWarning(\"no {Sku}\", sku);"),
        new("Skipped tests", In("tests"), Of(
            @"\bSkip(Unless|When|Type)?\s*=(?!=)|\bExplicit\s*=\s*true|\bAssert\.Skip(?!When\(OperatingSystem\.)"),
            "A test runs or does not exist; only the Cluster edition may be skipped, by .ci/run.",
            "[Fact(Skip = \"later\")]"),
    ];

    private static bool Everywhere(Source source) => source.Path != "tests/House.Tests/TextRules.cs";

    private static Func<Source, bool> In(params string[] folders) => source =>
        Everywhere(source) && folders.Contains(source.Path.Split('/')[0]);

    private static bool IsPure(Source source) => source.Path.StartsWith("Grains/", StringComparison.Ordinal)
        && (source.Name.EndsWith("Machine.cs", StringComparison.Ordinal)
            || source.Name.EndsWith("Rules.cs", StringComparison.Ordinal)
            || source.Name.EndsWith("Rows.cs", StringComparison.Ordinal));

    // The files of ids and keys; the kernel's speaks of prefixes in general.
    private static bool MakesKeys(Source source) => source.Path.StartsWith("Grains/", StringComparison.Ordinal)
        && (source.Name.EndsWith("Ids.cs", StringComparison.Ordinal)
            || source.Name.EndsWith("Id.cs", StringComparison.Ordinal)
            || source.Name.EndsWith("Key.cs", StringComparison.Ordinal));

    private static Regex Of(string pattern) => new(pattern, RegexOptions.CultureInvariant);
}
