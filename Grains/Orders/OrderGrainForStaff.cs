using Commerce.Grains.Kernel;

namespace Commerce.Grains.Orders;

internal sealed partial class OrderGrain : IOrderStaffGrain
{
    public Task<Outcome<OrderView>> Comment(OrderCommand.Comment command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> ChangeAddress(OrderCommand.ChangeAddress command, Call call) =>
        Apply(command, call);

    public Task<Outcome<OrderView>> MakeLink(OrderCommand.MakeLink command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> PayByLink(OrderCommand.PayByLink command, Call call) =>
        Apply(command, call);

    public Task<Outcome<OrderView>> MayAdd(OrderCommand.AddItems command) => Task.FromResult(
        OrderMachine.Decide(command.Addition.Order, settings, State, command, clock.Now()) switch
        {
            Decision<OrderEvent>.Refused(var why) => why,
            _ => Seen(),
        });

    public Task<Outcome<OrderView>> AddItems(OrderCommand.AddItems command, Call call) => Apply(command, call);

    public Task<Outcome<OrderView>> CorrectTracking(OrderCommand.CorrectTracking command, Call call) =>
        Apply(command, call);
}
