using System.Reflection;
using Commerce.Grains.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;

namespace Commerce.Silo.Tests.Cluster;

/// <summary>What calls between processes carry arrives as it was sent. Calls within one process hide such faults: what
/// never changes is not copied there.</summary>
public sealed class SendingOverTheWire
{
    private static readonly Assembly[] Ours = [typeof(Call).Assembly, typeof(ShopHosting).Assembly];

    private static readonly Serializer Wire = new ServiceCollection()
        .AddSerializer(serializer => serializer.AddAssembly(Ours[0]).AddAssembly(Ours[1]))
        .BuildServiceProvider()
        .GetRequiredService<Serializer>();

    private static IEnumerable<Type> Sent => Ours.SelectMany(assembly => assembly.GetTypes()).Where(type =>
        type.GetCustomAttribute<GenerateSerializerAttribute>(inherit: false) is not null
        && !type.IsAbstract && !type.IsGenericTypeDefinition);

    private static IEnumerable<MethodInfo> Calls => Ours.SelectMany(assembly => assembly.GetTypes())
        .Where(type => type.IsInterface && typeof(IGrainWithStringKey).IsAssignableFrom(type))
        .SelectMany(face => face.GetMethods());

    [Theory, InlineData(false), InlineData(true)]
    public void Brings_every_contract_over_as_it_is(bool least)
    {
        var types = Sent.ToList();
        Assert.True(types.Count > 300, $"Only {types.Count} types are sent.");
        Holds(types.Select(type => Trip(type, type.FullName!, least)));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void Brings_what_every_call_takes_and_answers(bool least)
    {
        var calls = Calls.ToList();
        Assert.True(calls.Count > 100, $"Only {calls.Count} calls are made.");
        Holds(calls.SelectMany(call => Carried(call).Select(
            type => Trip(type, $"{call.DeclaringType!.Name}.{call.Name}", least))));
    }

    [Fact]
    public void Brings_every_case_of_what_a_call_answers()
    {
        var answers = Calls.SelectMany(Carried).Where(type => type.IsAbstract).Distinct().ToList();
        Assert.NotEmpty(answers);
        Holds(answers.SelectMany(type => Sample.CasesOf(type)).Select(type => Trip(type, $"{type}", least: false)));
    }

    [Fact]
    public void Sees_what_was_lost()
    {
        Money[] sent = [new(7, "USD"), new(8, "USD")];
        Assert.Equal("[1].Amount: '8' and '9'", Difference.Of(sent, new Money[] { sent[0], new(9, "USD") }));
        Assert.Null(Difference.Of(sent, sent.ToArray()));
    }

    private static IEnumerable<Type> Carried(MethodInfo call)
    {
        var answer = call.ReturnType.IsGenericType ? call.ReturnType.GetGenericArguments() : [];
        return call.GetParameters().Select(parameter => parameter.ParameterType)
            .Where(type => type != typeof(CancellationToken)).Concat(answer);
    }

    private static string? Trip(Type type, string where, bool least)
    {
        try
        {
            var sent = new Sample(least).Of(type);
            var arrived = Wire.Deserialize<object?>(Wire.SerializeToArray<object?>(sent));
            return Difference.Of(sent, arrived, where);
        }
        catch (Exception failure)
        {
            return $"{where}: {(failure.InnerException ?? failure).Message}";
        }
    }

    private static void Holds(IEnumerable<string?> faults)
    {
        var found = faults.OfType<string>().Distinct().ToList();
        Assert.True(found.Count == 0, string.Join('\n', found));
    }
}
