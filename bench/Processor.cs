using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Commerce.Bench;

/// <summary>What the machine's processors did since a moment (Linux): for this program, for the server, for the
/// database, and for whoever else there is.</summary>
internal sealed class Processor
{
    private const int TicksPerSecond = 100;

    private readonly Process? server;
    private readonly Reading begun;

    /// <param name="server">The shop's process; null: it is not known, and counts as somebody else.</param>
    public Processor(Process? server)
    {
        this.server = server;
        begun = Read();
    }

    /// <summary>What they were.</summary>
    public static string Machine =>
        $"{Environment.ProcessorCount} cores ({Model}), {RuntimeInformation.OSDescription}, "
            + RuntimeInformation.FrameworkDescription;

    /// <summary>What was used since.</summary>
    public Usage Since()
    {
        var now = Read();
        var all = now.All - begun.All;
        var (bench, shop, database) =
            (now.Bench - begun.Bench, now.Shop - begun.Shop, now.Database - begun.Database);
        var foreign = now.Busy - begun.Busy - bench - shop - database;
        return new(
            bench, shop, database, all > 0 ? Math.Clamp(foreign / all, 0, 1) : 0, server?.WorkingSet64 / 1_048_576);
    }

    private static string Model => File.Exists("/proc/cpuinfo")
        ? File.ReadLines("/proc/cpuinfo")
            .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim()
            ?? "unknown"
        : "unknown";

    private Reading Read()
    {
        server?.Refresh();
        using var own = Process.GetCurrentProcess();
        var (all, busy) = Total();
        return new(
            all, busy, own.TotalProcessorTime.TotalSeconds, server?.TotalProcessorTime.TotalSeconds ?? 0,
            Postgres());
    }

    // The first line: user nice system idle iowait irq softirq steal, in ticks of all processors.
    private static (double All, double Busy) Total()
    {
        if (!File.Exists("/proc/stat")) return (0, 0);
        double[] ticks =
        [
            .. File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Take(8)
                .Select(text => double.Parse(text, CultureInfo.InvariantCulture) / TicksPerSecond),
        ];
        return (ticks.Sum(), ticks.Sum() - ticks[3] - ticks[4]);
    }

    // A backend calls itself "postgres: user database …". The first of them has also what those used that ended, as
    // connections do that nobody needs.
    private static double Postgres()
    {
        Dictionary<int, Times> all = [];
        foreach (var process in Process.GetProcesses())
        {
            using (process)
            {
                if (!process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)) continue;
                if (Times.Of(process.Id) is { } times) all.Add(times.Id, times);
            }
        }

        return all.Values.Sum(times => times.Own + (all.ContainsKey(times.Parent) ? 0 : times.OfEnded));
    }

    private readonly record struct Reading(double All, double Busy, double Bench, double Shop, double Database);

    /// <summary>Processor time of one process, in seconds, and of its children that ended.</summary>
    private sealed record Times(int Id, int Parent, double Own, double OfEnded)
    {
        // Behind the name: state, parent; user and system time of its own and of its children are the 12th to 15th.
        public static Times? Of(int id)
        {
            try
            {
                var line = File.ReadAllText($"/proc/{id}/stat");
                var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
                var ticks = fields[11..15].Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray();
                return new(
                    id,
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    (ticks[0] + ticks[1]) / TicksPerSecond,
                    (ticks[2] + ticks[3]) / TicksPerSecond);
            }
            catch (IOException)
            {
                return null;
            }
        }
    }
}

/// <summary>Seconds of processor time.</summary>
/// <param name="Bench">This program's.</param>
/// <param name="Shop">The server's.</param>
/// <param name="Database">All of PostgreSQL's processes.</param>
/// <param name="Foreign">Which share of all processors somebody else had, the host of a virtual machine too.</param>
/// <param name="ShopMegabytes">What the server holds in memory.</param>
internal sealed record Usage(double Bench, double Shop, double Database, double Foreign, long? ShopMegabytes);
