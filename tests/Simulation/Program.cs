using System.Globalization;
using Commerce.Simulation;

var seed = ulong.Parse(args[Array.IndexOf(args, "--seed") + 1], CultureInfo.InvariantCulture);
var plan = Plan.Of(seed, 10, 300);
var began = TimeProvider.System.GetTimestamp();
var verdict = new Run(plan).Live();
var took = TimeProvider.System.GetElapsedTime(began);
Console.WriteLine($"{verdict.Orders} orders, {verdict.Steps} steps, {verdict.Events} events, {took.TotalSeconds:F1} s, {verdict.History}");
foreach (var violation in verdict.Violations) Console.WriteLine(violation);
foreach (var (group, names) in verdict.Coverage.Groups)
    foreach (var (name, times) in names) Console.WriteLine($"  {group}: {name}: {times}");
