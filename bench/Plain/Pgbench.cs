using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace Commerce.Bench;

/// <summary>The same writes by PostgreSQL's own bench: whether the plain program itself is quick.</summary>
internal static class Pgbench
{
    /// <summary>Writes a second; null: there is no pgbench here.</summary>
    public static async Task<double?> Run(string database, int connections, int bytes, TimeSpan time)
    {
        var script = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(script, $"\\set id random(0, {PlainWrites.Rows - 1})\n"
                + PlainWrites.Upsert.Replace("$1", ":id", StringComparison.Ordinal)
                    .Replace("$2", ":body::bytea", StringComparison.Ordinal) + ";\n");
            var body = "\\x" + Convert.ToHexString(System.Security.Cryptography.RandomNumberGenerator.GetBytes(bytes));
            return await Run(database, [
                "-n", "-M", "prepared", "-c", Text(connections), "-j", Text(Environment.ProcessorCount), "-T",
                Text((int)time.TotalSeconds), "-f", script, "-D", $"body={body}"]);
        }
        finally
        {
            File.Delete(script);
        }
    }

    private static async Task<double?> Run(string database, string[] arguments)
    {
        var address = new NpgsqlConnectionStringBuilder(database);
        var start = new ProcessStartInfo("pgbench", arguments)
        {
            Environment =
            {
                ["PGHOST"] = address.Host,
                ["PGPORT"] = Text(address.Port),
                ["PGUSER"] = address.Username,
                ["PGDATABASE"] = address.Database,
                ["PGPASSWORD"] = address.Password,
            },
            RedirectStandardOutput = true,
        };
        try
        {
            using var process = Process.Start(start)!;
            var output = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            var line = output.Split('\n').FirstOrDefault(one => one.StartsWith("tps = ", StringComparison.Ordinal));
            return line is null ? null : double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
