module.exports =
    'exports.handler=()=>{const n="pulumi-thefloor/provider";try{return require(n)}catch(e){if(e.code!=="MODULE_NOT_FOUND")throw e;return require.main.require(n)}}';
