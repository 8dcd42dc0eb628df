using System.Globalization;
using Commerce.Simulation;

var seed = ulong.Parse(args[Array.IndexOf(args, "--seed") + 1], CultureInfo.InvariantCulture);
var plan = Plan.Of(seed, 10, int.Parse(args[Array.IndexOf(args, "--shoppers") + 1], CultureInfo.InvariantCulture));
var began = TimeProvider.System.GetTimestamp();
var run = new Run(plan);
if (args.Contains("--trace"))
{
    run.Town.Trace = [];
    run.Town.Gateway.Heard = said => run.Town.Trace.Add($"{run.Town.Clock.Shown:MM-dd HH:mm:ss.fff} gateway {said}");
}

var verdict = run.Live();
var took = TimeProvider.System.GetElapsedTime(began);
Console.WriteLine($"{plan}");
Console.WriteLine($"{verdict.Orders} orders, {verdict.Steps} steps, {verdict.Events} events, {took.TotalSeconds:F1} s, {verdict.History}");
if (run.Town.Trace is { } trace)
    foreach (var line in trace) Console.WriteLine(line);
foreach (var violation in verdict.Violations) Console.WriteLine(violation);
foreach (var (group, names) in verdict.Coverage.Groups)
    foreach (var (name, times) in names) Console.WriteLine($"  {group}: {name}: {times}");
