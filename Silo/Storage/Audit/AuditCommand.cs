using Commerce.Silo.Gateways.Simulated;
using Microsoft.Extensions.Configuration;

namespace Commerce.Silo.Storage.Audit;

/// <summary><c>audit</c>: checks the invariants on a running or a stopped shop, and changes nothing.</summary>
public static class AuditCommand
{
    /// <summary>Prints what was checked and what is wrong.</summary>
    /// <param name="configuration">The same settings as the shop's.</param>
    /// <param name="output">Where to print.</param>
    /// <returns>The process's exit code: 0 clean, 1 something is wrong, 2 there is no shop to look at.</returns>
    public static async Task<int> Run(IConfiguration configuration, TextWriter output)
    {
        var section = configuration.GetSection("Commerce");
        var folder = SettingsReader.Folder(section);
        var address = DatabaseAddress.Parse(section["Database"], folder);
        if (address is DatabaseAddress.Sqlite(var file) && !File.Exists(file))
        {
            await output.WriteLineAsync($"There is no shop in {file}.");
            return 2;
        }

        await using var database = address.Open(TimeProvider.System, readOnly: true);
        var report = await new ShopAudit(database, LedgerOf(section, folder)).Run();
        foreach (var (what, count) in report.Looked) await output.WriteLineAsync($"{what}: {count}");
        foreach (var what in report.Unchecked) await output.WriteLineAsync(what);
        foreach (var (state, count) in report.Attempts) await output.WriteLineAsync($"  {state}: {count}");
        foreach (var violation in report.Violations)
            await output.WriteLineAsync($"{violation.Invariant} {violation.Subject}: {violation.What}");
        await output.WriteLineAsync(report.Violations.IsEmpty ? "Clean." : $"{report.Violations.Length} violations.");
        return report.Violations.IsEmpty ? 0 : 1;
    }

    // A shop that is paid at Stripe may still have the ledger of the time when it tried things out.
    private static LedgerReader? LedgerOf(IConfiguration section, string folder)
    {
        var isStripe = !string.IsNullOrEmpty(section["Stripe:SecretKey"]);
        return isStripe ? null : new(Path.Combine(folder, "gateway.db"));
    }
}
