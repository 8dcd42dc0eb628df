using Commerce.Simulation;

var options = Options.Of(args);
if (options is null)
{
    Console.Error.WriteLine(Options.Usage);
    return 2;
}

return new Report(Console.Out, TimeProvider.System).Tell(options) ? 0 : 1;
