using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;

namespace Commerce.Engine.Tests;

public sealed class Finding : OnAnEngine
{
    [Fact]
    public async Task Takes_the_one_class_that_implements_the_interface() =>
        Assert.Equal("cat/pet-1", await Grains.GetGrain<ICatGrain>("pet-1").Who());

    [Fact]
    public async Task Takes_the_name_that_the_class_was_given() =>
        Assert.Equal("hound/pet-1", await Grains.GetGrain<IDogGrain>("pet-1").Who());

    [Theory, InlineData("cat"), InlineData("hound")]
    public async Task Takes_the_class_that_the_id_names(string type) =>
        Assert.Equal($"{type}/pet-1", await Grains.GetGrain<IPetGrain>(GrainId.Create(type, "pet-1")).Who());

    [Fact]
    public void Is_refused_when_several_classes_implement_the_interface() =>
        Assert.Throws<ArgumentException>(() => Grains.GetGrain<IPetGrain>("pet-1"));

    [Fact]
    public void Is_refused_when_no_class_implements_the_interface() =>
        Assert.Throws<ArgumentException>(() => Grains.GetGrain<IFishGrain>("pet-1"));

    [Fact]
    public async Task Takes_the_class_of_the_interfaces_name_among_several() =>
        Assert.Equal("bird/pet-1", await Grains.GetGrain<IBirdGrain>("pet-1").Who());

    [Fact]
    public async Task Takes_the_class_whose_name_begins_so_among_several() => Assert.Equal(
        "cat/pet-1", await Grains.GetGrain<IPetGrain>("pet-1", "Commerce.Engine.Tests.Cat").Who());

    [Fact]
    public async Task Reaches_the_same_grain_from_the_client() => Assert.Equal(
        "cat/pet-1",
        await Engine.Services.GetRequiredService<IClusterClient>().GetGrain<ICatGrain>("pet-1").Who());

    [Fact]
    public void Makes_references_equal_that_stand_for_the_same_grain()
    {
        var cat = Grains.GetGrain<ICatGrain>("pet-1");
        var pet = Grains.GetGrain<IPetGrain>(GrainId.Create("cat", "pet-1"));
        Assert.True(cat.Equals(pet));
        Assert.Equal(cat.GetHashCode(), pet.GetHashCode());
        Assert.False(cat.Equals(Grains.GetGrain<ICatGrain>("pet-2")));
        Assert.Contains("cat/pet-1", cat.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Tells_id_and_key_of_a_reference()
    {
        var cat = Grains.GetGrain<ICatGrain>("pet-1");
        Assert.Equal(("pet-1", GrainId.Create("cat", "pet-1")), (cat.GetPrimaryKeyString(), cat.GetGrainId()));
    }

    [Fact]
    public async Task Shows_a_grain_by_another_interface() =>
        Assert.Equal("cat/pet-1", await Grains.GetGrain<ICatGrain>("pet-1").AsReference<IPetGrain>().Who());

    [Fact]
    public async Task Lets_a_grain_hand_itself_out()
    {
        var cat = Grains.GetGrain<ICatGrain>("pet-1");
        Assert.True(cat.Equals(await cat.Myself()));
    }
}

public interface IPetGrain : IGrainWithStringKey
{
    Task<string> Who();
}

public interface ICatGrain : IPetGrain
{
    Task<IPetGrain> Myself();
}

public interface IDogGrain : IPetGrain;

public interface IBirdGrain : IPetGrain;

public interface IFishGrain : IGrainWithStringKey;

public abstract class PetGrain : Grain, IPetGrain
{
    public Task<string> Who() => Task.FromResult($"{this.GetGrainId().Type}/{this.GetPrimaryKeyString()}");
}

public sealed class CatGrain : PetGrain, ICatGrain
{
    public Task<IPetGrain> Myself() => Task.FromResult(this.AsReference<IPetGrain>());
}

[GrainType("hound")]
public sealed class DogGrain : PetGrain, IDogGrain;

public sealed class BirdGrain : PetGrain, IBirdGrain;

[GrainType("eagle")]
public sealed class EagleGrain : PetGrain, IBirdGrain;
