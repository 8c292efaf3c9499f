namespace Sidecar.Tests.Impact.Imports;

public sealed class PythonImportTests
{
    [Theory]
    [InlineData("import shop.cart", "shop/cart.py")]
    [InlineData("import shop.cart as c, shop.pay", "shop/cart.py", "shop/pay.py")]
    [InlineData("from shop import cart", "shop/cart.py")]
    [InlineData("from shop import VERSION", "shop/__init__.py")]
    [InlineData("from shop import *", "shop/__init__.py")]
    [InlineData("from shop.cart import (\n    Cart,  # the basket\n    total as t,\n)\nimport shop.pay", "shop/cart.py", "shop/pay.py")]
    [InlineData("from shop \\\n    import cart", "shop/cart.py")]
    [InlineData("try: import shop.cart\nexcept ImportError: import shop.pay", "shop/cart.py", "shop/pay.py")]
    [InlineData("if True:\n    import shop.cart; import shop.pay", "shop/cart.py", "shop/pay.py")]
    [InlineData("def f():\n\tfrom shop.db.rows import Row", "shop/db/rows.py")]
    public void An_import_of_the_project_is_a_dependency(string text, params string[] expected) =>
        Assert.Equal(expected, Shop().With("tool.py", text).Of("tool.py"));

    [Theory]
    [InlineData("from . import pay", "shop/pay.py")]
    [InlineData("from .pay import Bill", "shop/pay.py")]
    [InlineData("from .db.rows import Row", "shop/db/rows.py")]
    [InlineData("from . import VERSION", "shop/__init__.py")]
    [InlineData("from .. import tool", "tool.py")]
    [InlineData("from ... import tool")]
    public void A_relative_import_starts_from_the_folder_of_the_file(string text, params string[] expected) =>
        Assert.Equal(expected, Shop().With("tool.py").With("shop/cart.py", text).Of("shop/cart.py"));

    [Theory]
    [InlineData("'''\nimport shop.cart\n'''")]
    [InlineData("text = \"import shop.cart\"")]
    [InlineData("# import shop.cart")]
    [InlineData("f(\n    # import shop.cart\n    import_ = 1)")]
    [InlineData("x = [\nimport shop.cart]")]
    [InlineData("obj.import_shop.cart")]
    [InlineData("import requests")]
    [InlineData("import shop.gone")]
    [InlineData("import json")]
    [InlineData("import")]
    [InlineData("from . import")]
    [InlineData("from shop.cart")]
    public void What_imports_nothing_of_the_project_is_left_out(string text) =>
        Assert.Empty(Shop().With("json.py").With("tool.py", text).Of("tool.py"));

    [Fact]
    public void Packages_below_src_and_beside_a_script_are_found() => Assert.Equal(
        ["scripts/common.py", "src/app/core.py"],
        Shop().WithFiles("src/app/__init__.py", "src/app/core.py", "scripts/common.py")
            .With("scripts/run.py", "import app.core\nimport common").Of("scripts/run.py"));

    [Fact]
    public void What_may_be_one_of_two_is_left_out() => Assert.Empty(
        Shop().With("src/shop/cart.py").With("tool.py", "import shop.cart").Of("tool.py"));

    [Fact]
    public void A_package_goes_before_a_module_of_its_name() => Assert.Equal(
        ["shop/db/__init__.py"], Shop().WithFiles("shop/db/__init__.py", "shop/db.py").With("tool.py", "import shop.db").Of("tool.py"));

    private static FakeProject Shop() => new FakeProject().WithFiles("shop/__init__.py", "shop/cart.py", "shop/pay.py", "shop/db/rows.py");
}
