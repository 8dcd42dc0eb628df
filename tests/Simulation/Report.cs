using Commerce.Simulation.Covering;

namespace Commerce.Simulation;

/// <summary>Runs what was asked for and tells what came of it.</summary>
internal sealed class Report(TextWriter output, TimeProvider clock)
{
    private static readonly TimeSpan ShrinkingTime = TimeSpan.FromMinutes(3);

    /// <summary>Tells; true: nothing was wrong.</summary>
    public bool Tell(Options options)
    {
        if (options.Replay is { } name) return Replay(Plan.Named(name));
        var began = clock.GetTimestamp();
        var used = Environment.CpuUsage.TotalTime;
        long orders = 0;
        var seeds = 0;
        var seen = new Coverage();
        for (; seeds < options.Seeds; seeds++)
        {
            var spent = clock.GetElapsedTime(began);
            if (options.Minutes is { } most && spent.TotalMinutes >= most) break;
            var verdict = new Run(Plan.Of(options.Seed + (ulong)seeds, options.Days, options.Shoppers)).Live();
            orders += verdict.Orders;
            seen.Add(verdict.Coverage);
            Progress(verdict, orders, clock.GetElapsedTime(began), Environment.CpuUsage.TotalTime - used);
            if (!verdict.IsClean) return Failed(verdict, options);
        }

        Say($"clean: {orders} orders over {seeds} seeds");
        return IsCovered(options, seen);
    }

    // Processor time says more than time on a machine that does other things too.
    private void Progress(RunVerdict verdict, long orders, TimeSpan spent, TimeSpan used) => Say(
        $"seed {verdict.Plan.Seed}: {verdict.Orders} orders, {verdict.Steps} steps, {verdict.Events} events, "
        + $"history {verdict.History[..16]}; {orders} orders in {spent.TotalSeconds:F0} s, "
        + $"{orders / Math.Max(spent.TotalSeconds, 0.001):F0} a second; {used.TotalSeconds:F1} s of processor time, "
        + $"{orders / Math.Max(used.TotalMinutes, 0.000_01):F0} a minute of it");

    private bool Failed(RunVerdict verdict, Options options)
    {
        Tell(verdict);
        if (options.Brief) return false;
        Say($"looking for a shorter history, for at most {ShrinkingTime.TotalMinutes} minutes");
        var shortest = Shrinking.Shortest(verdict, ShrinkingTime, clock);
        Replay(shortest.Plan);
        return false;
    }

    // The same once more, and everything that happened to whoever broke a rule.
    private bool Replay(Plan plan)
    {
        var run = new Run(plan);
        List<string> trace = [];
        run.Town.Listen(trace);
        var verdict = run.Live();
        var names = verdict.Violations.Select(violation => IdOf(violation.Subject)).Distinct().ToList();
        foreach (var line in trace.Where(line => names.Exists(name => line.Contains(name, StringComparison.Ordinal))))
            output.WriteLine(line);
        Tell(verdict);
        return verdict.IsClean;
    }

    // order-x, cart-x and order-x/2 are one story.
    private static string IdOf(string subject)
    {
        var name = subject.Split('/').First(part => part.Contains('-', StringComparison.Ordinal) || part == subject);
        return name[(name.IndexOf('-', StringComparison.Ordinal) + 1)..];
    }

    private void Tell(RunVerdict verdict)
    {
        foreach (var violation in verdict.Violations)
            output.WriteLine($"{violation.Invariant} {violation.Subject}: {violation.What}");
        output.WriteLine($"{(verdict.IsClean ? "clean" : "BROKEN")}: --replay {verdict.Plan.Name}");
    }

    // Together with what earlier runs saw, if there is a file of it.
    private bool IsCovered(Options options, Coverage seen)
    {
        if (options.CoverageFile is { } file)
        {
            seen.Add(Coverage.In(file));
            File.WriteAllLines(file, seen.Lines());
        }

        var orders = seen.Of("world", "orders");
        foreach (var line in options.Coverage ? seen.Lines() : [])
            Say(line.Replace("\t", ": ", StringComparison.Ordinal));
        if (!options.Floors && (!options.Coverage || orders < Floors.OrdersLeast)) return true;
        var missed = Floors.Missed(seen).ToList();
        foreach (var one in missed) Say($"BELOW THE FLOOR: {one}");
        Say($"floors: {missed.Count} missed in {orders} orders");
        return missed.Count == 0;
    }

    private void Say(string text) => output.WriteLine(text);
}
